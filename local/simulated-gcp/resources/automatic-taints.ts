import type { NodeTaint } from "@switchyard/contracts/node-shape";
import { existing } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { nodePoolKind } from "./node-pool-fields";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { clusterIdOf } from "./node-pool-places";

/** Sources: "About TPUs in GKE" and "About GPUs in GKE" of GKE's documents. */
const taints = {
  tpu: { key: "google.com/tpu", value: "present", effect: "NoSchedule" },
  gpu: { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
} as const;

/**
 * The taint that GKE adds to a pool of accelerators: always for TPUs, for GPUs only if the cluster already had a pool
 * without GPUs.
 */
export function automaticTaints(
  fields: NodePoolFields,
  id: string,
  cloudState: CloudState,
): readonly NodeTaint[] {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return [];
  if (accelerator.kind === "tpu") return [taints.tpu];
  const clusterId = clusterIdOf(fields, cloudState.place);
  const others = existing(cloudState, nodePoolKind).filter(
    (one) => one.id !== id && one.id.startsWith(`${clusterId}/`),
  );
  return others.some((other) => poolMachine(other.fields).accelerator?.kind !== "gpu") ? [taints.gpu] : [];
}
