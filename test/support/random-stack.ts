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

/** What becomes of a stack file: the problems that it is refused with, or a stack. Anything else is thrown. */
export function refusalOrStack(config: Readonly<Record<string, unknown>>): InvalidArgs | LoadedStack {
  try {
    return checkStackConfig("random", config);
  } catch (error) {
    if (error instanceof InvalidArgs) return error;
    throw error;
  }
}
