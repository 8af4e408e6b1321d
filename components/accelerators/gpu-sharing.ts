import { z } from "zod";

/**
 * How several model servers share one GPU: they take turns (GKE's time-sharing). The GPU does not keep their memory apart,
 * so that each server is told its share. NVIDIA's Multi-Process Service is not offered: on GKE its pods need the node's
 * IPC namespace, which Pod Security `baseline` forbids.
 *
 * @see GKE's "About GPU sharing strategies" and "Share GPUs using NVIDIA MPS" (read 2026-08)
 */
export interface GpuSharing {
  /**
   * Model servers on one GPU. Each takes as large a part of the node's memory and processors as well. Changing it replaces
   * the node pool and restarts the models' pods.
   */
  readonly clientsPerGpu: number;
}

/** GKE's own limit of containers that take turns on a GPU. */
const mostClients = 48;

/** What a user may write for {@link GpuSharing}. */
export const gpuSharingSchema: z.ZodType<GpuSharing> = z
  .strictObject({ clientsPerGpu: z.number().int().min(2).max(mostClients) })
  .meta({ id: "GpuSharing" });

/** The label that only nodes have whose GPUs are shared: a pod that wants whole GPUs keeps away from it. */
export const sharedGpuLabel = "cloud.google.com/gke-max-shared-clients-per-gpu";

/** Labels that GKE gives the nodes whose GPUs are shared, and that a pod selects to share one. */
export function gpuSharingLabels({ clientsPerGpu }: GpuSharing): Readonly<Record<string, string>> {
  return {
    "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
    [sharedGpuLabel]: String(clientsPerGpu),
  };
}

/** How many model servers one node holds. */
export function replicasPerNode(sharing: GpuSharing | undefined): number {
  return sharing?.clientsPerGpu ?? 1;
}
