import { overridesOf } from "../model/known-tasks";
import type { ModelServingSpec } from "../model/model-serving-props";
import { taskTraits } from "../model/task";
import { derivedDtype } from "./dtype";
import { maxLoraRank } from "./lora-rank";
import { sharedMemoryShare } from "./memory-share";
import { modelServerPort } from "./server-port";

/** Why a user must not set a flag of vLLM. */
export interface ReservedFlag {
  /** What must hold, as a phrase that follows the path. */
  readonly rule: string;
  readonly fix: string;
  /** Values that change nothing. */
  readonly harmless?: RegExp;
}

/** A flag of vLLM that is derived from a model. */
export interface DerivedFlag {
  /** As vLLM's documentation writes it. */
  readonly name: string;
  /** Its values; `undefined` leaves the flag out. */
  readonly values: (spec: ModelServingSpec) => readonly string[] | undefined;
  /**
   * How the user's own flag in `extraArgs` is treated: "wins" replaces the derived one, a reservation refuses it.
   * @default - both are passed to vLLM, which uses the last, the user's
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
 * Every flag that is derived from a model, in the order of the command line. A flag for a new key of a model is one more row; its
 * use in `extraArgs` is checked from here.
 */
export const derivedFlags: readonly DerivedFlag[] = [
  {
    name: "--served-model-name",
    // Metrics and answers have the first.
    values: ({ model, aliases }) => [model, ...aliases],
    own: {
      rule: "must be left to `model` and `aliases`: they are the names that requests are routed by",
      fix: "remove it; clients send the name in `model`, or one of `aliases`",
    },
  },
  { name: "--port", values: () => [String(modelServerPort)], own: ownPort },
  // The allowed values depend on the accelerator: see `check-arguments.ts`.
  { name: "--tensor-parallel-size", values: ({ tensorParallelSize }) => one(tensorParallelSize) },
  {
    name: "--max-model-len",
    values: ({ maxModelLen }) => one(maxModelLen),
    own: { rule: "must be left to `maxModelLen`", fix: "remove it, and set `maxModelLen`" },
  },
  { name: "--dtype", values: ({ accelerator, model }) => one(derivedDtype(accelerator, model)), own: "wins" },
  {
    // Without an explicit share, a server would take the whole GPU and leave none for the next one.
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
    // For checkpoints that vLLM would misidentify.
    name: "--hf-overrides",
    values: ({ model }) => one(overridesOf(model)),
    own: "wins",
  },
];

/** With a comma in it, vLLM takes the short form for JSON: v0.32.0 `entrypoints/launchers/cli_args.py`, `LoRAParserAction`. */
function loraModule({ name, source }: ModelServingSpec["adapters"][number]): string {
  return source.includes(",") ? JSON.stringify({ name, path: source }) : `${name}=${source}`;
}

/** Flags that are derived from a model and therefore reserved, by name. */
export const reservedByModel: Readonly<Record<string, ReservedFlag>> = Object.fromEntries(
  derivedFlags.flatMap(({ name, own }) => (own === undefined || own === "wins" ? [] : [[name, own]])),
);
