import { weightsGiB } from "./model-weights";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/** As much of a model as its cold start follows from. */
export interface ColdStart {
  readonly model: string;
  readonly accelerator: AcceleratorName;
  /** Longest time from a container's start to its first healthy answer, in seconds; then it is ended. */
  readonly startupTimeoutSec: number;
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

/**
 * The longest time that is to be expected from a request to the first healthy answer of a model without a pod, in seconds:
 * `node + min(prepare + weights / rate, startupTimeoutSec)`, in whole minutes. A model of unknown size may take all of its
 * `startupTimeoutSec`.
 */
export function coldStartSec({ model, accelerator: name, startupTimeoutSec }: ColdStart): number {
  const weights = weightsGiB(model);
  const prepare = prepareSec[accelerator(name).kind];
  const startSec = weights === undefined ? startupTimeoutSec : prepare + weights / weightsGiBPerSec;
  return Math.ceil((nodeSec + Math.min(startSec, startupTimeoutSec)) / 60) * 60;
}
