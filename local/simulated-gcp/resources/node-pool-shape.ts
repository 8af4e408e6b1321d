import type { NodeShape, NodeTaint } from "../../../components/accelerators/node-shape";
import { schedulingOf } from "../../../components/accelerators/scheduling";
import { regionOfZone } from "../../../components/gke/region-of-zone";
import { existing, type World } from "../world";
import { nodePoolKind, type NodePoolFields } from "./node-pool-fields";
import { poolMachine, type PoolMachine } from "./node-pool-machine";
import { clusterIdOf } from "./node-pool-places";

/** A pool's node as Kubernetes sees it: what was declared, and what GKE adds to it. */
export function nodeShape(fields: NodePoolFields, zone: string, automatic: readonly NodeTaint[]): NodeShape {
  const machine = poolMachine(fields);
  return {
    name: fields.name,
    machineType: machine.name,
    cpu: machine.machine.cpu,
    memoryGiB: machine.machine.memoryGiB,
    labels: {
      ...fields.nodeConfig?.labels,
      ...ownLabels(fields, zone),
      ...acceleratorLabels(fields, machine),
    },
    taints: [...declaredTaints(fields), ...automatic.filter((taint) => !isDeclared(fields, taint))],
    extendedResources: extendedResources(fields, machine),
  };
}

/**
 * The taint that GKE gives a pool of accelerators by itself: always that of a TPU, that of a GPU only when the cluster had
 * a pool without GPUs before.
 */
export function automaticTaints(fields: NodePoolFields, id: string, world: World): readonly NodeTaint[] {
  const { accelerator } = poolMachine(fields);
  if (accelerator === undefined) return [];
  const { taint } = schedulingOf(accelerator);
  if (accelerator.kind === "tpu") return [taint];
  const clusterId = clusterIdOf(fields, world.place);
  const others = existing(world, nodePoolKind).filter(
    (one) => one.id !== id && one.id.startsWith(`${clusterId}/`),
  );
  return others.some((other) => poolMachine(other.fields).accelerator?.kind !== "gpu") ? [taint] : [];
}

function ownLabels(
  { name, nodeConfig = {} }: NodePoolFields,
  zone: string,
): Readonly<Record<string, string>> {
  return {
    "cloud.google.com/gke-nodepool": name,
    "topology.kubernetes.io/region": regionOfZone(zone),
    "topology.kubernetes.io/zone": zone,
    ...(nodeConfig.spot === true ? { "cloud.google.com/gke-spot": "true" } : {}),
    ...(nodeConfig.flexStart === true ? { "cloud.google.com/gke-flex-start": "true" } : {}),
  };
}

function acceleratorLabels(
  { nodeConfig = {} }: NodePoolFields,
  { accelerator }: PoolMachine,
): Readonly<Record<string, string>> {
  if (accelerator === undefined) return {};
  const sharing = nodeConfig.guestAccelerators?.[0]?.gpuSharingConfig;
  return {
    ...schedulingOf(accelerator).nodeLabels,
    "cloud.google.com/gke-accelerator-count": String(accelerator.chips),
    ...(sharing === undefined
      ? {}
      : {
          "cloud.google.com/gke-gpu-sharing-strategy": sharing.gpuSharingStrategy
            .toLowerCase()
            .replace("_", "-"),
          "cloud.google.com/gke-max-shared-clients-per-gpu": String(sharing.maxSharedClientsPerGpu),
        }),
  };
}

function extendedResources(
  { nodeConfig = {} }: NodePoolFields,
  { accelerator }: PoolMachine,
): Readonly<Record<string, number>> {
  if (accelerator === undefined) return {};
  const clients = nodeConfig.guestAccelerators?.[0]?.gpuSharingConfig?.maxSharedClientsPerGpu ?? 1;
  return { [schedulingOf(accelerator).resource]: accelerator.chips * clients };
}

function declaredTaints({ nodeConfig = {} }: NodePoolFields): readonly NodeTaint[] {
  return (nodeConfig.taints ?? []).map(({ key, value }) => ({ key, value, effect: "NoSchedule" }));
}

function isDeclared(fields: NodePoolFields, { key }: NodeTaint): boolean {
  return declaredTaints(fields).some((taint) => taint.key === key);
}
