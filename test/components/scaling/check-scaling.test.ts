import { defaultProvider } from "../../../components/gateway/providers";
import { formatProblem } from "../../../components/problems/problems";
import { checkScaling } from "../../../components/scaling/check-scaling";
import type { ModelServingProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";

function problemsOf(props: Partial<ModelServingProps>): readonly string[] {
  const spec = resolveModelServing({ model: "acme/Alpha-7B", accelerator: "tpu-v6e-4", ...props });
  return checkScaling(spec, "models[0]", defaultProvider.capabilities.timeouts).map(formatProblem);
}

test("a model that scales with its defaults is right, and so is one that does not", () => {
  expect(problemsOf({ scaling: {} })).toEqual([]);
  expect(problemsOf({ requestTimeoutSec: 86_400 })).toEqual([]);
});

test("fewest replicas may be as many as the most, and no more", () => {
  expect(problemsOf({ scaling: { minReplicas: 2, maxReplicas: 2 } })).toEqual([]);
  expect(problemsOf({ scaling: { minReplicas: 3, maxReplicas: 2 } })).toEqual([
    "models[0].minReplicas: must be at most maxReplicas, 2, got 3; lower it, or set maxReplicas to 3 or more [MinAboveMax]",
  ]);
});

test("`replicas` are the most where the entry does not say", () => {
  expect(problemsOf({ replicas: 2, scaling: { minReplicas: 2 } })).toEqual([]);
  expect(problemsOf({ scaling: { minReplicas: 2 } })).toEqual([
    "models[0].minReplicas: must be at most maxReplicas, 1, got 2; lower it, or set maxReplicas to 2 or more [MinAboveMax]",
  ]);
});

test("no load balancer waits for longer than a day", () => {
  const most = 86_400 - 30 - 300;

  expect(problemsOf({ scaling: { coldStartSec: most } })).toEqual([]);
  expect(problemsOf({ scaling: { coldStartSec: most + 1 } })).toEqual([
    "models[0].coldStartSec: must be at most 86400 seconds together with requestTimeoutSec plus 30 seconds, or a load balancer gives up first, " +
      "got 86071, together 86401; lower it, or requestTimeoutSec [OutOfRange]",
  ]);
});

test("the same is told of holdSec where that was set", () => {
  expect(problemsOf({ scaling: { coldStartSec: 60, holdSec: 86_101 } })).toEqual([
    "models[0].holdSec: must be at most 86400 seconds together with requestTimeoutSec, or a load balancer gives up first, " +
      "got 86101, together 86401; lower it, or requestTimeoutSec [OutOfRange]",
  ]);
});

test("a model that is not waited for has the time to come up before it goes again", () => {
  const scaling = { coldStartSec: 420, holdSec: 60 };

  expect(problemsOf({ scaling })).toEqual([]);
  expect(problemsOf({ scaling: { ...scaling, coolDownSec: 390 } })).toEqual([]);
  expect(problemsOf({ scaling: { ...scaling, coolDownSec: 389, minReplicas: 1 } })).toEqual([]);
  expect(problemsOf({ scaling: { ...scaling, coolDownSec: 389 } })).toEqual([
    "models[0].coolDownSec: must be at least 390 seconds if a request is held for 60, or the model is scaled down before " +
      "it is up, which takes 420, got 389; raise it, leave it out, or raise holdSec [OutOfRange]",
  ]);
});

test("a parked model does not scale, so that nothing can be wrong with it", () => {
  expect(problemsOf({ replicas: 0, scaling: { minReplicas: 3, coldStartSec: 86_400 } })).toEqual([]);
});
