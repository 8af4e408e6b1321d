import { GoogleApiError } from "../google-api-error";
import { machineType } from "../catalogue/machine-types";
import type { MachineType } from "../catalogue/machine-types";
import { existing } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { nodePoolKind } from "./node-pool-fields";
import type { NodePoolFields } from "./node-pool-fields";
import { clusterIdOf, poolZones } from "./node-pool-places";

/** GKE's default machine type. */
const defaultMachineType = "e2-medium";

/** The accelerators of one node. */
export interface NodeAccelerator {
  readonly kind: "gpu" | "tpu";
  /** Value of GKE's node label. */
  readonly type: string;
  /** GPUs, or TPU chips. */
  readonly count: number;
}

/** The machine of a pool's nodes, and the accelerators in it. */
export interface PoolMachine {
  readonly machine: MachineType;
  readonly accelerator: NodeAccelerator | undefined;
}

/** @throws GoogleApiError when there is no machine as a pool requests it. */
export function poolMachine({ nodeConfig = {} }: Pick<NodePoolFields, "nodeConfig">): PoolMachine {
  const name = nodeConfig.machineType ?? defaultMachineType;
  const machine = machineType(name);
  if (machine === undefined)
    throw new GoogleApiError(400, `Machine type "${name}" does not exist., badRequest`);
  const { tpu } = machine;
  const [guest] = nodeConfig.guestAccelerators ?? [];
  if (guest === undefined) {
    if (tpu !== undefined) return { machine, accelerator: { kind: "tpu", type: tpu.type, count: tpu.chips } };
    if (machine.plain) return { machine, accelerator: undefined };
    throw new GoogleApiError(
      400,
      `Machine type "${name}" needs guestAccelerators that list its GPUs., badRequest`,
    );
  }
  if (machine.gpus.some(({ type, count }) => type === guest.type && count === guest.count))
    return { machine, accelerator: { kind: "gpu", type: guest.type, count: guest.count } };
  throw new GoogleApiError(
    400,
    `Accelerator type "${guest.type}" with count ${guest.count} cannot be attached to machine type "${name}"., badRequest`,
  );
}

/** @throws GoogleApiError when a pool's machine is not available in its zones, in this way, or in this cluster. */
export function checkMachine(fields: NodePoolFields, id: string, cloudState: CloudState): void {
  const { machine, accelerator } = poolMachine(fields);
  const clusterId = clusterIdOf(fields, cloudState.place);
  if (accelerator === undefined) return;
  for (const zone of poolZones(fields, clusterId, cloudState)) {
    if (machine.zones?.includes(zone) === false)
      throw new GoogleApiError(
        400,
        `Machine type with name '${machine.name}' does not exist in zone '${zone}'., badRequest`,
      );
  }
  checkConsumption(fields, machine);
  if (machine.tpu === undefined) return;
  checkTopology(fields, machine.tpu.topology);
  checkOtherPool(id, clusterId, cloudState);
}

function checkConsumption({ nodeConfig = {} }: NodePoolFields, { name, onDemand }: MachineType): void {
  if (onDemand || nodeConfig.spot === true || nodeConfig.flexStart === true) return;
  throw new GoogleApiError(
    400,
    `Machine type "${name}" is only available as Spot VMs or with flex-start., badRequest`,
  );
}

function checkTopology({ placementPolicy }: NodePoolFields, own: string): void {
  const topology = placementPolicy?.tpuTopology;
  if (topology !== undefined && topology !== own)
    throw new GoogleApiError(
      400,
      `TPU topology "${topology}" takes several machines of topology "${own}"; slices of several hosts are not simulated, notImplemented`,
    );
}

/** Source: "About TPUs in GKE": a cluster needs a pool without TPUs for system pods. */
function checkOtherPool(id: string, clusterId: string, cloudState: CloudState): void {
  const others = existing(cloudState, nodePoolKind).filter(
    (one) =>
      one.id !== id && one.id.startsWith(`${clusterId}/`) && one.resource.readyAtMs <= cloudState.nowMs,
  );
  if (others.some(({ fields }) => poolMachine(fields).accelerator?.kind !== "tpu")) return;
  throw new GoogleApiError(
    400,
    "Cluster must have at least one node pool without TPUs before a TPU node pool is created., failedPrecondition",
  );
}
