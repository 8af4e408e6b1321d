import { bytesPerWeight } from "./bytes-per-weight";
import { weightsGiB } from "./model-weights";
import type { SizedModel } from "./model-weights";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/**
 * What GKE leaves to pods of a boot disk, in GiB: a disk of 100 has a file system of 94, and 44 for pods. Beyond that, GKE
 * keeps 6 GiB and 35 %, but at most half and at most 100 GiB, and evicts pods from the last 10 %.
 *
 * Source: GKE's "Plan node sizes", with its example of 100 GB (capacity 98831908Ki, allocatable 47060071478; read 2026-11).
 */
export function allocatableDiskGiB(diskSizeGb: number): number {
  const reserved = Math.min(0.5 * diskSizeGb, 6 + 0.35 * diskSizeGb, 100);
  return Math.floor(diskSizeGb * fileSystemShare * (1 - evictionShare) - reserved);
}

const fileSystemShare = 0.94;
const evictionShare = 0.1;

/** Room for the system and vLLM's images, in GB. What Google calls a GB of a disk is a GiB. */
const imagesSizeGb = 100;

/** Room for what a model server writes besides its weights, in GiB: tokenizer, adapters, compiled graphs, logs. */
const besidesGiB = 8;

/** A download is larger than its weights are counted: other files, and parts that are not quantized. */
const downloadFactor = { quantized: 1.5, whole: 1.1 } as const;

/**
 * Disk that one model server asks its node for, in GiB. Weights are loaded from the disk into the accelerators' memory, so
 * that they are never larger than a server's part of that. Of a model of unknown size only the rest is asked for: it may be
 * small.
 */
export function serverDiskGiB(model: SizedModel, name: AcceleratorName, serversPerNode: number): number {
  const weights = weightsGiB(model);
  if (weights === undefined) return besidesGiB;
  const isWhole = model.weightsGiB !== undefined || bytesPerWeight(model.model) >= 1;
  const download = weights * (isWhole ? downloadFactor.whole : downloadFactor.quantized);
  return Math.ceil(Math.min(download, acceleratorMemoryGiB(name) / serversPerNode)) + besidesGiB;
}

/** Boot disk of a node, in GB, that holds images and the weights of every server that may run on it. */
export function bootDiskGb(name: AcceleratorName, serversPerNode: number): number {
  const needed = acceleratorMemoryGiB(name) + serversPerNode * (besidesGiB + 1);
  let size = imagesSizeGb + acceleratorMemoryGiB(name);
  while (allocatableDiskGiB(size) < needed) size += 1;
  return size;
}

function acceleratorMemoryGiB(name: AcceleratorName): number {
  const { chips, chipMemoryGiB } = accelerator(name);
  return chips * chipMemoryGiB;
}
