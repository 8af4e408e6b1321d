import type { NodeShape, NodeTaint } from "@switchyard/contracts/node-shape";
import { defaultDiskSizeGb } from "./node-config-state";
import { nodeLabels } from "./node-labels";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import type { PoolMachine } from "./node-pool-machine";

/** A pool's node as Kubernetes sees it: the declared configuration, and GKE's additions. */
export function nodeShape(fields: NodePoolFields, zone: string, automatic: readonly NodeTaint[]): NodeShape {
  const machine = poolMachine(fields);
  return {
    name: fields.name,
    machineType: machine.machine.name,
    cpu: machine.machine.cpu,
    memoryGiB: machine.machine.memoryGiB,
    diskSizeGb: podDiskSizeGb(fields, machine),
    labels: nodeLabels(fields, zone),
    taints: [...declaredTaints(fields), ...automatic.filter((taint) => !isDeclared(fields, taint))],
    extendedResources: extendedResources(fields, machine),
  };
}

/** Size of one Local SSD, in GB (Compute Engine, "About Local SSD disks"). */
const localSsdSizeGb = 375;

/** On a node with Local SSDs for ephemeral storage, pods write to them and not to the boot disk. */
function podDiskSizeGb({ nodeConfig = {} }: NodePoolFields, { machine }: PoolMachine): number {
  const declared = nodeConfig.ephemeralStorageLocalSsdConfig?.localSsdCount;
  const localSsds = declared ?? (nodeConfig.localNvmeSsdBlockConfig ? 0 : machine.automaticLocalSsds);
  return localSsds > 0 ? localSsds * localSsdSizeGb : (nodeConfig.diskSizeGb ?? defaultDiskSizeGb);
}

const resourceNames = { gpu: "nvidia.com/gpu", tpu: "google.com/tpu" } as const;

function extendedResources(
  { nodeConfig = {} }: NodePoolFields,
  { accelerator }: PoolMachine,
): Readonly<Record<string, number>> {
  if (accelerator === undefined) return {};
  const clients = nodeConfig.guestAccelerators?.[0]?.gpuSharingConfig?.maxSharedClientsPerGpu ?? 1;
  return { [resourceNames[accelerator.kind]]: accelerator.count * clients };
}

function declaredTaints({ nodeConfig = {} }: NodePoolFields): readonly NodeTaint[] {
  return (nodeConfig.taints ?? []).map(({ key, value }) => ({ key, value, effect: "NoSchedule" }));
}

function isDeclared(fields: NodePoolFields, { key }: NodeTaint): boolean {
  return declaredTaints(fields).some((taint) => taint.key === key);
}
