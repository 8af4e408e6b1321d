import type { Accelerator } from "../../../components/accelerators/table";
import { ApiError } from "../api-error";
import { existing, type World } from "../world";
import { machineType, type MachineType } from "./machine-types";
import { nodePoolKind, type NodePoolFields } from "./node-pool-fields";
import { clusterIdOf, zonesOf } from "./node-pool-places";

/** What GKE takes where no machine type is given. */
const defaultMachineType = "e2-medium";

/** The machine of a pool's nodes, and the accelerators in it. */
export interface PoolMachine {
  readonly name: string;
  readonly machine: MachineType;
  readonly accelerator: Accelerator | undefined;
}

/** @throws ApiError when no machine is made as a pool asks for. */
export function poolMachine({ nodeConfig = {} }: NodePoolFields): PoolMachine {
  const name = nodeConfig.machineType ?? defaultMachineType;
  const machine = machineType(name);
  if (machine === undefined) throw new ApiError(400, `Machine type "${name}" does not exist., badRequest`);
  const tpu = machine.accelerators.find(({ kind }) => kind === "tpu");
  const [guest] = nodeConfig.guestAccelerators ?? [];
  if (guest === undefined) {
    if (tpu !== undefined || machine.plain) return { name, machine, accelerator: tpu };
    throw new ApiError(400, `Machine type "${name}" needs guestAccelerators that say its GPUs., badRequest`);
  }
  const gpu = machine.accelerators.find(
    ({ kind, gkeType, chips }) => kind === "gpu" && gkeType === guest.type && chips === guest.count,
  );
  if (gpu !== undefined) return { name, machine, accelerator: gpu };
  throw new ApiError(
    400,
    `Accelerator type "${guest.type}" with count ${guest.count} cannot be attached to machine type "${name}"., badRequest`,
  );
}

/** @throws ApiError when a pool's machine cannot be had in its zones, or not in this cluster. */
export function checkMachine(fields: NodePoolFields, id: string, world: World): void {
  const { name, accelerator } = poolMachine(fields);
  const clusterId = clusterIdOf(fields, world.place);
  if (accelerator === undefined) return;
  for (const zone of zonesOf(fields, clusterId, world)) {
    if (!accelerator.zones.includes(zone))
      throw new ApiError(
        400,
        `Machine type with name '${name}' does not exist in zone '${zone}'., badRequest`,
      );
  }
  if (accelerator.kind === "tpu") {
    checkTopology(fields, accelerator.topology);
    checkOtherPool(id, clusterId, world);
  }
}

function checkTopology({ placementPolicy }: NodePoolFields, own: string): void {
  const topology = placementPolicy?.tpuTopology;
  if (topology !== undefined && topology !== own)
    throw new ApiError(
      400,
      `TPU topology "${topology}" takes several machines of topology "${own}"; slices of several hosts are not simulated, notImplemented`,
    );
}

/** Source: "About TPUs in GKE": a cluster has a pool without TPUs for its own pods. */
function checkOtherPool(id: string, clusterId: string, world: World): void {
  const others = existing(world, nodePoolKind).filter(
    (one) => one.id !== id && one.id.startsWith(`${clusterId}/`) && one.resource.readyAtMs <= world.nowMs,
  );
  if (others.some(({ fields }) => poolMachine(fields).accelerator?.kind !== "tpu")) return;
  throw new ApiError(
    400,
    "Cluster must have at least one node pool without TPUs before a TPU node pool is created., failedPrecondition",
  );
}
