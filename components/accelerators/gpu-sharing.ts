import { z } from "zod";

/**
 * How several model servers share one GPU. Source: GKE's "About GPU sharing strategies" (read 2026-08).
 */
export interface GpuSharing {
  /**
   * `time-sharing` lets the servers take turns; `mps` (NVIDIA's Multi-Process Service) lets them run at the same time. In
   * neither does the GPU keep their memory apart: each server is told its share.
   */
  readonly strategy: GpuSharingStrategy;
  /** Model servers on one GPU. Each takes its part of the node's memory and processors as well. */
  readonly clientsPerGpu: number;
}

export const gpuSharingStrategies = ["time-sharing", "mps"] as const;

export type GpuSharingStrategy = (typeof gpuSharingStrategies)[number];

/** GKE's own limits: 48 clients of a GPU in turns, and as many at the same time as MPS has. */
const mostClients = 48;

/** What a user may write for {@link GpuSharing}. */
export const gpuSharingSchema: z.ZodType<GpuSharing> = z
  .strictObject({
    strategy: z.enum(gpuSharingStrategies),
    clientsPerGpu: z.number().int().min(2).max(mostClients),
  })
  .meta({ id: "GpuSharing" });

/** Labels that GKE gives the nodes whose GPUs are shared, and that a pod selects to share one. */
export function gpuSharingLabels({ strategy, clientsPerGpu }: GpuSharing): Readonly<Record<string, string>> {
  return {
    "cloud.google.com/gke-gpu-sharing-strategy": strategy,
    "cloud.google.com/gke-max-shared-clients-per-gpu": String(clientsPerGpu),
  };
}

/** How many model servers one node holds. */
export function replicasPerNode(sharing: GpuSharing | undefined): number {
  return sharing?.clientsPerGpu ?? 1;
}
