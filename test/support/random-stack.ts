import * as fc from "fast-check";
import { acceleratorNames } from "../../components/accelerators/table";
import { InvalidArgs } from "../../components/problems/problems";
import { checkStackConfig } from "../../infra/load-stack";
import type { LoadedStack } from "../../infra/load-stack";

/** Everything that YAML can hold. */
const junk = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.object(),
);

function mostly<T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: right }, { weight: 1, arbitrary: junk });
}

const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?$/);
const modelName = fc.oneof(
  fc.tuple(name, name).map(([org, model]) => `${org}/${model}`),
  name,
  fc.constantFrom("Org/Model.1", "org/model-1", "a/inference-gateway", "b/phi", "b/phi-epp"),
);

const variant = fc.record(
  {
    accelerator: mostly(fc.constantFrom(...acceleratorNames)),
    weight: mostly(fc.integer({ min: 0, max: 3 })),
    replicas: mostly(fc.integer({ min: 0, max: 2 })),
    name: mostly(fc.constantFrom("phi", "phi-nvidia-l4", "model-1")),
    maxModelLen: mostly(fc.integer({ min: 1, max: 200_000 })),
  },
  { requiredKeys: [] },
);

const entry = fc.record(
  {
    model: mostly(modelName),
    variants: fc.oneof(
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: mostly(fc.array(variant, { minLength: 1, maxLength: 3 })) },
    ),
    replicas: mostly(fc.integer({ min: 0, max: 3 })),
    maxModelLen: mostly(fc.integer({ min: 1, max: 200_000 })),
    requestTimeoutSec: mostly(fc.integer({ min: 1, max: 3600 })),
    adapters: mostly(
      fc.array(fc.record({ name: modelName, source: fc.constant("org/adapter") }), { maxLength: 2 }),
    ),
    accelerator: mostly(fc.constantFrom(...acceleratorNames)),
    extraArgs: mostly(fc.constantFrom(["--enforce-eager"], ["--seed", "7"], ["--port", "1"])),
  },
  { requiredKeys: ["model"] },
);

/** Stack files: most of each right, so that many get through, and any part of it wrong. */
export const randomStack = fc.record(
  {
    models: mostly(fc.array(entry, { minLength: 1, maxLength: 4 })),
    zone: mostly(fc.constant("europe-west4-a")),
    accelerator: mostly(fc.constantFrom(...acceleratorNames)),
    namespace: mostly(fc.constantFrom("llm-d", "models")),
    gateway: mostly(fc.record({ port: fc.integer({ min: 1, max: 65_535 }) })),
    router: mostly(fc.record({ replicas: fc.integer({ min: 1, max: 3 }) })),
  },
  { requiredKeys: ["models", "zone", "accelerator"] },
);

const validVariant = fc.record(
  {
    accelerator: fc.constantFrom("nvidia-l4", "nvidia-t4", "nvidia-a100-40gb"),
    weight: fc.integer({ min: 1, max: 3 }),
    replicas: fc.integer({ min: 0, max: 2 }),
  },
  { requiredKeys: ["accelerator"] },
);

const validEntry = fc.record(
  {
    variants: fc.array(validVariant, { minLength: 1, maxLength: 2 }),
    replicas: fc.integer({ min: 0, max: 3 }),
    requestTimeoutSec: fc.integer({ min: 60, max: 900 }),
    adapters: fc.subarray([
      { name: "sql", source: "org/sql" },
      { name: "de", source: "org/de" },
    ]),
    scaleToZero: fc.boolean(),
    env: fc.constant({ TEAM: "search" }),
  },
  { requiredKeys: [] },
);

/** Names of known tasks too: rerankers and embedders have other objects and routes. */
const validModels = fc
  .subarray(
    ["acme/Alpha-2B", "acme/Beta-1B", "acme/keda", "acme/Gamma-3B", "BAAI/bge-m3", "BAAI/bge-reranker-v2-m3"],
    { minLength: 1, maxLength: 2 },
  )
  .chain((names) =>
    fc.tuple(
      ...names.map((model, index) =>
        validEntry.map(({ adapters = [], ...rest }) => ({
          model,
          ...rest,
          // A name that clients send leads to one model.
          ...(adapters.length > 0 && {
            adapters: adapters.map(({ name: adapter, source }) => ({ name: `${adapter}-${index}`, source })),
          }),
        })),
      ),
    ),
  );

const validGateway = {
  port: fc.constantFrom(80, 8080),
  exposure: fc.constantFrom("internal", "public"),
};

/** Stack files of which most are right, with every feature that changes which objects there are. */
export const validStack = fc.record(
  {
    models: validModels,
    zone: fc.constant("us-central1-a"),
    accelerator: fc.constantFrom("nvidia-l4", "nvidia-t4"),
    namespace: fc.constantFrom("llm-d", "models"),
    gateway: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ ...validGateway, proxySubnet: fc.constant("10.129.0.0/23") }),
      },
      { weight: 1, arbitrary: fc.record({ ...validGateway, provider: fc.constant("istio") }) },
    ),
    router: fc.record({ replicas: fc.integer({ min: 1, max: 3 }) }),
    scaleToZero: fc.boolean(),
    wake: fc.constantFrom("keda", "none"),
    keda: fc.record({ install: fc.boolean(), namespace: fc.constantFrom("keda", "scaler") }),
    nodePools: fc.record(
      {
        maxNodes: fc.constant(40),
        gpuSharing: fc.constant({ clientsPerGpu: 2 }),
      },
      { requiredKeys: ["maxNodes"] },
    ),
    cluster: fc.constantFrom(
      { kubeconfig: "/nowhere/kubeconfig" },
      { existing: { name: "mine", location: "us-central1-a" } },
      {},
    ),
  },
  { requiredKeys: ["models", "zone", "accelerator", "nodePools", "gateway"] },
);

/** What becomes of a stack file: the problems that it is refused with, or a stack. Anything else is thrown. */
export function refusalOrStack(config: Readonly<Record<string, unknown>>): InvalidArgs | LoadedStack {
  try {
    return checkStackConfig("random", config);
  } catch (error) {
    if (error instanceof InvalidArgs) return error;
    throw error;
  }
}
