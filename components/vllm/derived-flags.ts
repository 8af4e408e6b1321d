import { overridesOf } from "../model/known-tasks";
import type { ModelServingSpec } from "../model/model-serving-props";
import { taskTraits } from "../model/task";
import { derivedDtype } from "./dtype";
import { maxLoraRank } from "./lora-rank";
import { sharedMemoryShare } from "./memory-share";
import { modelServerPort } from "./server-port";

/** Why a flag of vLLM is not the user's to set. */
export interface ReservedFlag {
  /** What must hold, as a phrase that follows the path. */
  readonly rule: string;
  readonly fix: string;
  /** Values that change nothing. */
  readonly harmless?: RegExp;
}

/** A flag of vLLM that follows from a model. */
export interface DerivedFlag {
  /** As vLLM's documentation writes it. */
  readonly name: string;
  /** Its values; `undefined` leaves the flag out. */
  readonly values: (spec: ModelServingSpec) => readonly string[] | undefined;
  /**
   * What becomes of the user's own in `extraArgs`: "wins" takes it in place of the derived one, a reservation refuses it.
   * @default - both are passed on; vLLM takes the last, which is the user's
   */
  readonly own?: "wins" | ReservedFlag;
}

export const ownPort: ReservedFlag = {
  rule: `must leave the server on port ${modelServerPort} of its pod, which the gateway and the probes use`,
  fix: "remove it",
};

const adapterList: ReservedFlag = {
  rule: "must be left to `adapters`, which routing also follows",
  fix: "remove it, and list each adapter under `adapters`",
};

const one = (value: string | number | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : [String(value)];

/**
 * Every flag that follows from a model, in the order of the command line. A flag for a new key of a model is one more row; what
 * a user may say of it in `extraArgs` is checked from here.
 */
export const derivedFlags: readonly DerivedFlag[] = [
  {
    name: "--served-model-name",
    values: ({ model }) => [model],
    own: {
      rule: "must be left to `model`: it is the name that requests are routed by",
      fix: "remove it; clients send the name in `model`",
    },
  },
  { name: "--port", values: () => [String(modelServerPort)], own: ownPort },
  // What the user may say of it depends on the accelerator: see `check-arguments.ts`.
  { name: "--tensor-parallel-size", values: ({ tensorParallelSize }) => one(tensorParallelSize) },
  {
    name: "--max-model-len",
    values: ({ maxModelLen }) => one(maxModelLen),
    own: { rule: "must be left to `maxModelLen`", fix: "remove it, and set `maxModelLen`" },
  },
  { name: "--dtype", values: ({ accelerator, model }) => one(derivedDtype(accelerator, model)), own: "wins" },
  {
    // A server that is not told its share of the GPU would take all of it, and the next one would find none.
    name: "--gpu-memory-utilization",
    values: ({ gpuSharing }) => one(gpuSharing && sharedMemoryShare(gpuSharing.clientsPerGpu)),
    own: "wins",
  },
  {
    name: "--enable-lora",
    values: ({ adapters }) => (adapters.length === 0 ? undefined : []),
    own: adapterList,
  },
  {
    name: "--max-loras",
    values: ({ adapters }) => (adapters.length === 0 ? undefined : one(adapters.length)),
    own: { rule: "must be the number of `adapters`", fix: "remove it" },
  },
  { name: "--max-lora-rank", values: ({ adapters }) => one(maxLoraRank(adapters)), own: "wins" },
  {
    name: "--lora-modules",
    values: ({ adapters }) => (adapters.length === 0 ? undefined : adapters.map(loraModule)),
    own: adapterList,
  },
  { name: "--runner", values: ({ task }) => one(taskTraits[task].runner) },
  { name: "--convert", values: ({ task }) => one(taskTraits[task].convert) },
  {
    // For checkpoints that vLLM would take for something else.
    name: "--hf-overrides",
    values: ({ model }) => one(overridesOf(model)),
    own: "wins",
  },
];

/** With a comma in it, vLLM takes the short form for JSON: v0.32.0 `entrypoints/launchers/cli_args.py`, `LoRAParserAction`. */
function loraModule({ name, source }: ModelServingSpec["adapters"][number]): string {
  return source.includes(",") ? JSON.stringify({ name, path: source }) : `${name}=${source}`;
}

/** Flags that follow from a model and are therefore not the user's to set, by their names. */
export const reservedByModel: Readonly<Record<string, ReservedFlag>> = Object.fromEntries(
  derivedFlags.flatMap(({ name, own }) => (own === undefined || own === "wins" ? [] : [[name, own]])),
);
