import type { ModelEntry, StackConfig } from "../../../infra/config/stack-config";
import { buildManifests } from "../../../infra/build-manifests";
import { objectsIn, planDeployment } from "../../../components/plan/deployment-plan";
import { resolveStack } from "../../../infra/resolve-stack";
import { stackCost } from "../../../infra/stack-cost";
import { problemLines } from "../../support/thrown";

const config: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  models: [{ model: "Qwen/Qwen2.5-3B-Instruct" }, { model: "acme/Beta-2B", replicas: 2 }],
};

const resolve = (change: Partial<StackConfig>) => resolveStack("tpu", { ...config, ...change });
const on = { scaleToZero: true } as const;

function poolOf(change: Partial<StackConfig>) {
  const { target } = resolve(change);
  return (
    target.kind === "new" && target.acceleratorPools.map(({ minNodes, maxNodes }) => [minNodes, maxNodes])
  );
}

test("one flag scales all models, with defaults from what they are", () => {
  const { models, keda, gateway } = resolve(on);
  const common = { minReplicas: 0, coolDownSec: 300, queue: { maxRequests: 100, maxMiB: 64 } };

  expect(models.map(({ scaling }) => scaling)).toEqual([
    { ...common, maxReplicas: 1, coldStartSec: 420, holdSec: 450 },
    { ...common, maxReplicas: 2, coldStartSec: 420, holdSec: 450 },
  ]);
  expect(keda).toEqual({ install: true, namespace: "keda" });
  expect(gateway.scalerNamespace).toBe("keda");
});

test("without the flag nothing scales, even if the entries are prepared for it", () => {
  const ready: Partial<ModelEntry> = {
    minReplicas: 1,
    maxReplicas: 4,
    coolDownSec: 60,
    coldStartSec: 500,
    holdSec: 20,
    queue: { maxRequests: 9 },
  };
  const models = config.models.map((entry) => ({ ...entry, ...ready }));
  const spec = resolve({ models, wake: "none", keda: { namespace: "autoscaling" } });

  expect([spec.keda, spec.gateway.scalerNamespace]).toEqual([undefined, undefined]);
  expect(planDeployment(buildManifests(spec))).toEqual(planDeployment(buildManifests(resolve({}))));
});

test("how long requests are held is said once for all, or in an entry", () => {
  const [first, second] = config.models;
  const models = [{ model: first?.model ?? "", holdSec: 60 }, second ?? { model: "" }];

  expect(resolve({ ...on, holdSec: 30, models }).models.map(({ scaling }) => scaling?.holdSec)).toEqual([
    60, 30,
  ]);
  expect(resolve({ holdSec: 30 }).models.map(({ scaling }) => scaling)).toEqual([undefined, undefined]);
});

test("an entry goes before the stack, either way", () => {
  const [first, second] = config.models;
  const scales = (change: Partial<StackConfig>) =>
    resolve(change).models.map(({ scaling }) => scaling !== undefined);
  const entries = (one: boolean | undefined): ModelEntry[] => [
    { model: first?.model ?? "", scaleToZero: one },
    { model: second?.model ?? "" },
  ];

  expect(scales({ ...on, models: entries(false) })).toEqual([false, true]);
  expect(scales({ models: entries(true) })).toEqual([true, false]);
  expect(scales({ ...on, models: entries(undefined) })).toEqual([true, true]);
});

test("a model without replicas is parked by hand, flag or not", () => {
  const models = [{ model: "acme/Alpha-7B", replicas: 0, maxReplicas: 4 }];
  const parked = resolve({ ...on, models });

  expect(parked.models).toMatchObject([{ replicas: 0, scaling: undefined }]);
  expect(parked.keda).toBeUndefined();
  expect(planDeployment(buildManifests(parked))).toEqual(planDeployment(buildManifests(resolve({ models }))));
});

test("where nothing wakes models they are parked, with their pools at 0 and no KEDA", () => {
  const spec = resolve({ ...on, wake: "none" });
  const plan = objectsIn(planDeployment(buildManifests(spec)));

  expect(spec).toMatchObject({ keda: undefined, models: [{ replicas: 0 }, { replicas: 0 }] });
  expect(poolOf({ ...on, wake: "none" })).toEqual([[0, 8]]);
  expect(plan.filter(({ manifest }) => manifest.apiVersion.startsWith("keda.sh"))).toEqual([]);
  expect(
    plan.filter(({ id }) => id.endsWith("/model-server")).map(({ manifest }) => manifest["spec"]),
  ).toMatchObject([{ replicas: 0 }, { replicas: 0 }]);
});

describe("the pool", () => {
  test("has a node for each replica that is always there", () => {
    const [first, second] = config.models.map(({ model }) => model);
    const models = (minReplicas: number): readonly ModelEntry[] => [
      { model: first ?? "", minReplicas },
      { model: second ?? "", replicas: 2, scaleToZero: false },
    ];

    expect(poolOf({})).toEqual([[3, 8]]);
    expect(poolOf(on)).toEqual([[0, 8]]);
    expect(poolOf({ ...on, models: models(0) })).toEqual([[2, 8]]);
    expect(poolOf({ ...on, models: models(1) })).toEqual([[3, 8]]);
  });

  test("keeps what the user says", () => {
    expect(poolOf({ ...on, nodePools: { minNodes: 1 } })).toEqual([[1, 8]]);
  });

  test("must hold all replicas at once", () => {
    const models = [
      { model: "acme/Alpha-7B", maxReplicas: 6 },
      { model: "acme/Beta-2B", replicas: 3, scaleToZero: false },
    ];

    expect(problemLines(() => resolve({ ...on, models }))).toEqual([
      "models[0], models[1]: must fit on 8 nodes of tpu-v6e-4, one for each replica, got 9 replicas; " +
        "set nodePools.maxNodes to 9 or more, or lower maxReplicas or replicas [DoesNotFit]",
    ]);
    expect(resolve({ models }).models).toHaveLength(2);
  });
});

test("idle models cost nothing: the nodes without accelerators and the fixed parts are left", () => {
  const models = [{ model: "acme/Alpha-7B" }, { model: "acme/Beta-2B" }];
  const prices = {
    machines: { "ct6e-standard-4t": 5, "e2-standard-4": 0.05 },
    cluster: 0.1,
    gateway: 0,
    nat: 0,
  };
  const idle = (change: Partial<StackConfig>) =>
    stackCost(resolve({ models, prices, ...change }))?.lines.map(({ name, usd }) => [name, usd?.minimumUsd]);
  const rest = [
    ["cluster", 73],
    ["gateway", 0],
    ["nat", 0],
  ];

  expect(idle({})).toEqual([["system", 73], ["tpu-v6e-4", 7300], ...rest]);
  expect(idle(on)).toEqual([["system", 73], ["tpu-v6e-4", 0], ...rest]);
});

test("KEDA is where the user says, but not where models are", () => {
  expect(resolve({ ...on, keda: { install: false, namespace: "autoscaling" } })).toMatchObject({
    keda: { install: false, namespace: "autoscaling" },
    gateway: { scalerNamespace: "autoscaling" },
  });
  expect(problemLines(() => resolve({ ...on, keda: { namespace: "switchyard" } }))).toEqual([
    "keda.namespace: must differ from the namespace of the models, which nothing else may run in, " +
      'got "switchyard"; choose another one, such as keda [DuplicateName]',
  ]);
});

test("what is wrong with a model's scaling is told with its place in the file, all at once", () => {
  const models = [
    { model: "acme/Alpha-7B", minReplicas: 2 },
    { model: "acme/Beta-2B", coldStartSec: 86_400, requestTimeoutSec: 60 },
  ];

  expect(problemLines(() => resolve({ ...on, models }))).toEqual([
    "models[0].minReplicas: must be at most maxReplicas, 1, got 2; lower it, or set maxReplicas to 2 or more [MinAboveMax]",
    "models[1].coldStartSec: must be at most 86400 seconds together with requestTimeoutSec plus 30 seconds, or a load balancer gives up first, " +
      "got 86400, together 86490; lower it, or requestTimeoutSec [OutOfRange]",
  ]);
});
