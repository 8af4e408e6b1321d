import type { NodeTaint } from "@switchyard/contracts/node-shape";
import { existing, type World } from "../world";
import { nodePoolKind, type NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { clusterIdOf } from "./node-pool-places";

/** Sources: "About TPUs in GKE" and "About GPUs in GKE" of GKE's documents. */
const taints = {
  tpu: { key: "google.com/tpu", value: "present", effect: "NoSchedule" },
  gpu: { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" },
} as const;

/**
 * The taint that GKE gives a pool of accelerators by itself: always that of a TPU, that of a GPU only when the cluster had
 * a pool without GPUs before.
 */
export function automaticTaints(fields: NodePoolFields, id: string, world: World): readonly NodeTaint[] {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return [];
  if (accelerator.kind === "tpu") return [taints.tpu];
  const clusterId = clusterIdOf(fields, world.place);
  const others = existing(world, nodePoolKind).filter(
    (one) => one.id !== id && one.id.startsWith(`${clusterId}/`),
  );
  return others.some((other) => poolMachine(other.fields).accelerator?.kind !== "gpu") ? [taints.gpu] : [];
}
