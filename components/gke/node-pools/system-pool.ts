import type { DiskType } from "./accelerator-pools";
import { filled } from "../../keys/props";
import { systemPoolSchema } from "./node-pool-props";
import type { SystemPoolProps } from "./node-pool-props";
import { nodesFor } from "./system-capacity";
import type { SystemMachineType } from "./system-machines";
import type { PodRequests } from "./system-pods";

/** The pool without accelerators, with all defaults applied. */
export interface SystemPoolSpec {
  readonly name: string;
  readonly machineType: SystemMachineType;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly diskSizeGb: number;
  readonly diskType: DiskType;
}

/** BBR's two replicas, and those of the cluster's DNS, run on different nodes, so that one may fail. */
const fewestNodes = 2;

/**
 * The system pool, sized from the pods that run on it.
 * @param requests all pods of ours that are not model servers.
 */
export function resolveSystemPool(props: SystemPoolProps, requests: readonly PodRequests[]): SystemPoolSpec {
  const { machineType, maxNodes } = filled(systemPoolSchema, props, "system pool");
  const minNodes = Math.max(fewestNodes, nodesFor(requests, machineType));
  return {
    name: "system",
    machineType,
    minNodes,
    // When everything is updated at once, the new pods run before the old ones are gone.
    maxNodes: maxNodes ?? 2 * minNodes,
    // Images of BBR and the endpoint pickers are small.
    diskSizeGb: 50,
    diskType: "pd-balanced",
  };
}
