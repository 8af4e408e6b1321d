import { parseStackConfig } from "../../../infra/config/parse-stack-config";
import { problemLines } from "../../support/thrown";

const phi = { model: "microsoft/Phi-3-mini-4k-instruct" };
const stack = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models: [phi] };

test("settings of models may stand in a file whose flag is off", () => {
  const config = {
    ...stack,
    scaleToZero: false,
    wake: "none",
    keda: { namespace: "autoscaling" },
    models: [
      { ...phi, minReplicas: 1, maxReplicas: 2, coolDownSec: 60, coldStartSec: 480, queue: { maxMiB: 1 } },
    ],
  };

  expect(parseStackConfig("tpu", config)).toEqual(config);
});

test.each([
  [
    { scaleToZero: "yes" },
    'scaleToZero: must be true or false, got "yes"; use true or false, here or once for the stack [WrongType]',
  ],
  [
    { wake: "http" },
    'wake: must be one of keda, none, got "http"; use "keda" to wake models at their first request, or "none" to park them until you scale them up [InvalidValue]',
  ],
  [
    { keda: { install: 1 } },
    "keda.install: must be true or false, got 1; use false if the cluster already has KEDA [WrongType]",
  ],
  [
    { keda: { namespace: "KEDA" } },
    "keda.namespace: must be lower-case letters, digits and '-', starting with a letter, got \"KEDA\"; use KEDA's namespace, such as keda [InvalidValue]",
  ],
  [
    { keda: { version: "2.21" } },
    'keda.version: must be a known key, got "2.21"; remove it, or use one of install, namespace [UnknownKey]',
  ],
])("of a stack: %j", (change, expected) => {
  expect(problemLines(() => parseStackConfig("tpu", { ...stack, ...change }))).toEqual([expected]);
});

test.each([
  [
    { minReplicas: -1 },
    "minReplicas: must be at least 0, got -1; set the minimum; 0 lets an idle model have no pod [OutOfRange]",
  ],
  [
    { maxReplicas: 0 },
    "maxReplicas: must be at least 1, got 0; set the maximum; `replicas: 0` parks the model [OutOfRange]",
  ],
  [
    { coolDownSec: 0 },
    "coolDownSec: must be at least 1, got 0; give whole seconds, such as 300 [OutOfRange]",
  ],
  [
    { coldStartSec: 86_401 },
    "coldStartSec: must be at most 86400, got 86401; give whole seconds, such as 420 [OutOfRange]",
  ],
  [
    { queue: { maxRequests: 0 } },
    "queue.maxRequests: must be at least 1, got 0; set how many requests may wait, such as 100 [OutOfRange]",
  ],
  [
    { queue: { maxMiB: 1025 } },
    "queue.maxMiB: must be at most 1024, got 1025; set how many MiB of requests may wait, such as 64 [OutOfRange]",
  ],
  [
    { queue: { maxMib: 1 } },
    "queue.maxMib: must be a known key, got 1; did you mean `maxMiB`? Known are: maxRequests, maxMiB [UnknownKey]",
  ],
])("of a model: %j", (change, expected) => {
  expect(problemLines(() => parseStackConfig("tpu", { ...stack, models: [{ ...phi, ...change }] }))).toEqual([
    `models[0].${expected}`,
  ]);
});
