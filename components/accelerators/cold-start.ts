import { memoryTerms } from "./memory-arguments";
import { weightsGiB } from "./model-weights";
import type { SizedModel } from "./model-weights";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/** The fields that determine how long a model takes to start. */
export interface ColdStart extends SizedModel {
  readonly accelerator: AcceleratorName;
}

/**
 * Until a container starts, in seconds: a node is made, gets its driver, and pulls vLLM's image of some 10 GB. GKE's
 * autoscaler makes a node within one to two minutes where there is room.
 */
const nodeSec = 240;

/**
 * What a container takes apart from its weights, in seconds: imports, CUDA graphs or XLA's compilation. On TPU v6e the
 * whole of a cold start took 4 to 7 minutes with models of 3 to 4 billion parameters, which the sum below meets.
 */
const prepareSec = { gpu: 60, tpu: 120 } as const;

/**
 * How fast weights get from Hugging Face into the accelerators: as fast as a node's disk takes them. A balanced disk of
 * 100 GB writes 168 MiB/s. Source: Compute Engine's "Performance limits of Persistent Disk" (140 MiB/s and 0.28 per GiB).
 */
const weightsGiBPerSec = 0.15;

/** A container is killed only after this many times the estimate, because the next one starts from scratch. */
const patience = 2;

/** Time that even the smallest model gets, in seconds: a first compilation, a slow pull of a tokenizer. */
const leastStartupTimeoutSec = { gpu: 600, tpu: 900 } as const;

/** Time that a model of unknown size gets at least, in seconds. Source: llm-d's guides, a startup probe of an hour. */
const unknownStartupTimeoutSec = 3600;

const wholeMinutes = (sec: number): number => Math.ceil(sec / 60) * 60;

/**
 * How long a container takes from its start to its first healthy answer, in seconds: `prepare + weights / rate`. A model
 * of unknown size is taken to fill the memory of its accelerators.
 */
export function estimatedStartSec(start: ColdStart): number {
  const row = accelerator(start.accelerator);
  const weights = weightsGiB(start) ?? row.chips * row.chipMemoryGiB;
  return prepareSec[row.kind] + weights / weightsGiBPerSec;
}

/**
 * The longest time that is to be expected from a request to the first healthy answer of a model without a pod, in seconds
 * and whole minutes: a node and the container's start.
 */
export function coldStartSec(start: ColdStart): number {
  return wholeMinutes(nodeSec + estimatedStartSec(start));
}

/** How long a container may take until its first healthy answer, in seconds, unless the user says otherwise. */
export function defaultStartupTimeoutSec(start: ColdStart): number {
  const known = weightsGiB(start) !== undefined;
  const least = known
    ? leastStartupTimeoutSec[accelerator(start.accelerator).kind]
    : unknownStartupTimeoutSec;
  return Math.max(least, wholeMinutes(patience * estimatedStartSec(start)));
}

/** What determines the shortest sensible startup time. */
export interface StartDemand extends ColdStart {
  readonly extraArgs: readonly string[];
}

/**
 * The shortest time that a container can be given, in seconds; `undefined` where it is not known: the size is not, or the
 * weights come from somewhere else than Hugging Face, which may be faster.
 */
export function leastStartSec({ extraArgs, ...start }: StartDemand): number | undefined {
  const isLocal = start.model.startsWith("/") || start.model.includes("://");
  if (isLocal || memoryTerms(extraArgs) === undefined || weightsGiB(start) === undefined) return undefined;
  return Math.ceil(estimatedStartSec(start));
}
