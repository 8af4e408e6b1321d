/** Of a GPU's memory, for all servers that share it: the rest is left to CUDA, once for each of them. */
const gpuMemoryShare = 0.9;

/** The part of a GPU's memory that each server takes where several share the GPU. */
export function sharedMemoryShare(clientsPerGpu: number): number {
  return Math.floor((100 * gpuMemoryShare) / clientsPerGpu) / 100;
}
