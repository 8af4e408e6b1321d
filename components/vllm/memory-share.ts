/** Share of a GPU's memory for all servers on it: the rest is left to CUDA, once for each of them. */
const gpuMemoryShare = 0.9;

/** The share of a GPU's memory that each server gets if several share the GPU. */
export function sharedMemoryShare(clientsPerGpu: number): number {
  return Math.floor((100 * gpuMemoryShare) / clientsPerGpu) / 100;
}
