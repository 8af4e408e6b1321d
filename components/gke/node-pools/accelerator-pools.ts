import type { Consumption } from "../../accelerators/consumption";
import { replicasPerNode } from "../../accelerators/gpu-sharing";
import type { GpuSharing } from "../../accelerators/gpu-sharing";
import { bootDiskGb } from "../../accelerators/node-disk";
import type { NodeTaint } from "../../accelerators/node-shape";
import { schedulingOf } from "../../accelerators/scheduling";
import { accelerator } from "../../accelerators/table";
import type { Accelerator, AcceleratorName } from "../../accelerators/table";
import { filled } from "../../keys/props";
import { poolSchema } from "./node-pool-props";
import type { GpuDriver, NodePoolsProps, PoolProps, PoolSettings } from "./node-pool-props";

/** The fields of a model that determine its nodes. */
export interface PoolModel {
  readonly accelerator: AcceleratorName;
  readonly replicas: number;
}

/**
 * Kind of a node's boot disk. TPU v6e supports only Hyperdisk, which the machines of most GPUs do not support. Source: Cloud
 * TPU's "Storage options" and Compute Engine's "About Hyperdisk" (read 2026-11).
 */
export type DiskType = "hyperdisk-balanced" | "pd-balanced";

/** The GPUs of a node. */
export interface GpuNodeSpec {
  /** Type as GKE names it, such as `nvidia-l4`. */
  readonly type: string;
  readonly count: number;
  readonly driver: GpuDriver;
  /** Whether the user chose the driver; a changed default must not replace a pool. */
  readonly driverIsChosen: boolean;
  readonly sharing: GpuSharing | undefined;
}

/** The node pool of one accelerator, with all defaults applied. */
export interface AcceleratorPoolSpec {
  /** Name of the pool: that of the accelerator. */
  readonly name: string;
  readonly accelerator: AcceleratorName;
  readonly machineType: string;
  readonly consumption: Consumption;
  /** Undefined uses no particular reservation. */
  readonly reservation: string | undefined;
  readonly minNodes: number;
  readonly maxNodes: number;
  /** Nodes that the models' replicas take at present. */
  readonly neededNodes: number;
  /** Boot disk: images and weights are kept on it. */
  readonly diskSizeGb: number;
  readonly diskType: DiskType;
  /** Undefined on a TPU. */
  readonly gpu: GpuNodeSpec | undefined;
  /** Labels that Switchyard gives the nodes; GKE adds its own for the accelerator. */
  readonly labels: Readonly<Record<string, string>>;
  /** Taints that Switchyard declares; GKE adds a TPU's by itself. */
  readonly taints: readonly NodeTaint[];
}

/** Label of a node with the name of its accelerator. */
const acceleratorLabel = "switchyard.dev/accelerator";

/** The value for one accelerator, or else for all. Values for GPUs do not apply to a TPU. */
export function poolPropsOf(name: AcceleratorName, props: NodePoolsProps): PoolProps {
  const own = props.accelerators?.[name] ?? {};
  const bounds = {
    maxNodes: own.maxNodes ?? props.maxNodes,
    minNodes: own.minNodes ?? props.minNodes,
    consumption: own.consumption ?? props.consumption,
    reservation: own.reservation ?? props.reservation,
  };
  if (accelerator(name).kind === "tpu") return bounds;
  return {
    ...bounds,
    gpuDriver: own.gpuDriver ?? props.gpuDriver,
    gpuSharing: own.gpuSharing ?? props.gpuSharing,
  };
}

/** The settings of an accelerator's pool: the user's values, and defaults for the rest. */
export function poolSettingsOf(name: AcceleratorName, props: NodePoolsProps): PoolSettings {
  return filled(poolSchema, poolPropsOf(name, props), "node pools");
}

/** Path of a value for an accelerator: under its name, or for all of them. */
export function poolPropPath(
  name: AcceleratorName,
  key: keyof PoolProps,
  { accelerators }: NodePoolsProps,
): string {
  const isOwn = accelerators?.[name]?.[key] !== undefined;
  return isOwn ? `nodePools.accelerators.${name}.${key}` : `nodePools.${key}`;
}

/**
 * One pool for each accelerator that a model uses, in the order of the models. The pool of a parked model stays,
 * so that the model can come back.
 */
export function planAcceleratorPools(
  models: readonly PoolModel[],
  props: NodePoolsProps,
): readonly AcceleratorPoolSpec[] {
  const names = [...new Set(models.map((model) => model.accelerator))];
  return names.map((name) => {
    const users = models.filter((model) => model.accelerator === name);
    const replicas = users.reduce((sum, model) => sum + model.replicas, 0);
    return poolOf(name, replicas, props);
  });
}

function poolOf(name: AcceleratorName, replicas: number, props: NodePoolsProps): AcceleratorPoolSpec {
  const row = accelerator(name);
  const { consumption, reservation, minNodes, maxNodes, ...ofGpus } = poolSettingsOf(name, props);
  const driverIsChosen = poolPropsOf(name, props).gpuDriver !== undefined;
  const gpu = row.kind === "tpu" ? undefined : gpuOf(row, ofGpus, driverIsChosen);
  const neededNodes = Math.ceil(replicas / replicasPerNode(gpu?.sharing));
  return {
    name,
    accelerator: name,
    machineType: row.machineType,
    consumption,
    // A value for all accelerators applies only to those with reserved nodes.
    reservation: consumption === "reservation" ? reservation : undefined,
    // Flex-start nodes are only created for a waiting pod.
    minNodes: minNodes ?? (consumption === "flex-start" ? 0 : neededNodes),
    maxNodes,
    neededNodes,
    diskSizeGb: bootDiskGb(name, replicasPerNode(gpu?.sharing)),
    diskType: row.kind === "tpu" ? "hyperdisk-balanced" : "pd-balanced",
    gpu,
    labels: { [acceleratorLabel]: name },
    // GKE taints a GPU pool only if there is another pool, but always taints a TPU pool.
    taints: row.kind === "gpu" ? [schedulingOf(row).taint] : [],
  };
}

function gpuOf(
  { gkeType, chips }: Accelerator,
  { gpuDriver, gpuSharing }: Pick<PoolSettings, "gpuDriver" | "gpuSharing">,
  driverIsChosen: boolean,
): GpuNodeSpec {
  return { type: gkeType, count: chips, driver: gpuDriver, driverIsChosen, sharing: gpuSharing };
}
