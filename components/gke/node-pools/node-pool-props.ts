import type { Consumption } from "../../accelerators/consumption";
import type { GpuSharing } from "../../accelerators/gpu-sharing";
import type { AcceleratorName } from "../../accelerators/table";
import type { SystemMachineType } from "./system-machines";

/** Versions of NVIDIA's driver that GKE installs: the one of its version of GKE, or the newest that it offers. */
export const gpuDrivers = ["default", "latest"] as const;

export type GpuDriver = (typeof gpuDrivers)[number];

/** What can be said of the nodes of all accelerators, or of those of one. */
export interface PoolProps {
  /**
   * Most nodes of an accelerator, to which its pool grows by itself. Changing it replaces nothing.
   * @default 8
   */
  readonly maxNodes?: number | undefined;
  /**
   * Fewest nodes of an accelerator: they run, and cost, without any use as well. Changing it replaces nothing.
   * @default - one node for each replica of the models that use it; 0 with flex-start
   */
  readonly minNodes?: number | undefined;
  /**
   * How nodes are paid for: `spot` nodes can be taken away at any time, `flex-start` nodes come when there is room and
   * stay for a week at most, `reservation` takes those of one of yours. Changing it replaces the pool.
   * @default "on-demand"
   */
  readonly consumption?: Consumption | undefined;
  /**
   * The reservation that nodes are taken from, where `consumption` is `reservation`: its name, or
   * `projects/<project>/reservations/<name>` where another project shares it, and a block of it, if need be, as
   * `/reservationBlocks/<block>` after that. Changing it replaces the pool.
   * @default - none
   */
  readonly reservation?: string | undefined;
  /**
   * Version of NVIDIA's driver on GPU nodes. vLLM's images need 580 or newer, which `default` does not install on every
   * version of GKE. Setting or changing it replaces the pool; one that exists keeps its driver where nothing is said.
   * @default "latest"
   */
  readonly gpuDriver?: GpuDriver | undefined;
  /**
   * How several replicas share the GPU of one node; only for accelerators with one GPU a node. Changing it replaces the
   * pool and restarts the models.
   * @default - each replica has a node of its own
   */
  readonly gpuSharing?: GpuSharing | undefined;
}

/** What can be said of the nodes of one accelerator. */
export interface AcceleratorPoolProps extends PoolProps {
  /**
   * Arrangement of a TPU slice's chips, which each accelerator has only one of: it is checked, not chosen.
   * @default - the accelerator's own
   */
  readonly topology?: string | undefined;
}

/** The nodes without accelerators, which run BBR, the endpoint pickers and the cluster's own pods. */
export interface SystemPoolProps {
  /**
   * Machine type of a node. Changing it replaces its nodes, one after the other.
   * @default "e2-standard-4"
   */
  readonly machineType?: SystemMachineType | undefined;
  /**
   * Most nodes, to which the pool grows by itself. Changing it replaces nothing.
   * @default - twice as many as the pods need
   */
  readonly maxNodes?: number | undefined;
}

/** The node pools of a cluster, as a user describes them. */
export interface NodePoolsProps extends PoolProps {
  /**
   * The same for one accelerator, in place of what is said for all.
   * @default - nothing in particular for any accelerator
   */
  readonly accelerators?:
    Readonly<Partial<Record<AcceleratorName, AcceleratorPoolProps | undefined>>> | undefined;
  /**
   * The nodes without accelerators.
   * @default - e2-standard-4, as many as the pods need
   */
  readonly system?: SystemPoolProps | undefined;
}
