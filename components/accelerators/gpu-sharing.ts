import { z } from "zod";
import { key } from "../keys/key";
import type { Filled } from "../keys/props";
import { wholeNumber } from "../keys/values";

/** GKE's limit on containers that share a GPU. */
const mostClients = 48;

/**
 * How several model servers share one GPU: they take turns (GKE's time-sharing). The GPU does not isolate their memory,
 * so each server gets an explicit share. NVIDIA's Multi-Process Service is not offered: on GKE its pods need the node's
 * IPC namespace, which Pod Security `baseline` forbids.
 *
 * @see GKE's "About GPU sharing strategies" and "Share GPUs using NVIDIA MPS" (read 2026-08)
 */
export const gpuSharingSchema = z
  .strictObject({
    clientsPerGpu: key(wholeNumber(2, mostClients), {
      description:
        "Model servers that share one GPU. Each also gets an equal part of the node's memory and processors.",
      unit: "replicas",
      change: "replaces the node pool and restarts the models' pods",
      fix: "set how many replicas share a GPU, at least 2",
      source: 'GKE, "About GPU sharing strategies"',
    }),
  })
  .meta({ id: "GpuSharing" });

/** How several model servers share one GPU. */
export interface GpuSharing extends Filled<typeof gpuSharingSchema> {}

/** A label that only nodes with shared GPUs have. Pods that want whole GPUs avoid it. */
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
