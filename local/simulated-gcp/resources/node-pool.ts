import { GoogleApiError } from "../google-api-error";
import { nodePoolFacts } from "../provider-schema/node-pool-facts";
import { existing } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { checkNodeAccount } from "./account-fields";
import { automaticTaints } from "./automatic-taints";
import { clusterKind } from "./cluster-fields";
import { controlPlaneVersion } from "./cluster-state";
import { defineKind } from "./kind";
import { checkDisk } from "./node-pool-disk";
import { nodePoolKind } from "./node-pool-fields";
import type { NodePoolFields } from "./node-pool-fields";

import { checkMachine } from "./node-pool-machine";
import { clusterIdOf } from "./node-pool-places";
import { checkQuota } from "./node-pool-quota";
import { nodePoolState } from "./node-pool-state";

/** A node pool of a GKE cluster. */
export const nodePool = defineKind({
  ...nodePoolKind,
  nameField: "name",
  facts: nodePoolFacts,
  computed: ["instanceGroupUrls", "managedInstanceGroupUrls", "version", "operation"],
  api: "container.googleapis.com",
  id: (fields, place) => `${clusterIdOf(fields, place)}/nodePools/${fields.name}`,
  outputs: nodePoolState,
  decide: (fields, id, cloudState) => ({
    taints: automaticTaints(fields, id, cloudState),
    version: fields.version ?? versionOfCluster(fields, cloudState),
  }),
  check: checkNodePool,
  alreadyExists: (id) => `Already exists: ${id}., alreadyExists`,
  delaySec: ({ delaysSec }) => delaysSec.nodePool,
});

/** New nodes have the control plane's version. */
function versionOfCluster(fields: NodePoolFields, cloudState: CloudState): string {
  const clusterId = clusterIdOf(fields, cloudState.place);
  const cluster = existing(cloudState, clusterKind).find((one) => one.id === clusterId);
  if (cluster === undefined) throw new GoogleApiError(404, `Not found: ${clusterId}., notFound`);
  return controlPlaneVersion(cluster.resource);
}

function checkNodePool(fields: NodePoolFields, id: string, cloudState: CloudState): void {
  const clusterId = clusterIdOf(fields, cloudState.place);
  const cluster = existing(cloudState, clusterKind).find((one) => one.id === clusterId);
  if (cluster === undefined) throw new GoogleApiError(404, `Not found: ${clusterId}., notFound`);
  if (cluster.resource.readyAtMs > cloudState.nowMs)
    throw new GoogleApiError(400, `Cluster ${clusterId} is being created., failedPrecondition`);
  checkNodeAccount(fields.nodeConfig?.serviceAccount, cloudState);
  checkMachine(fields, id, cloudState);
  checkDisk(fields);
  checkFlexStart(fields);
  checkQuota(fields, id, cloudState);
}

/** Source: "Run a small batch workload with GPUs and flex-start provisioning mode" of GKE's documents, read 2026-11. */
function checkFlexStart({ nodeConfig = {}, autoscaling, management = {} }: NodePoolFields): void {
  if (nodeConfig.flexStart !== true) return;
  const refuse = (rule: string) => new GoogleApiError(400, `Flex-start node pools ${rule}., badRequest`);
  if (nodeConfig.reservationAffinity?.consumeReservationType !== "NO_RESERVATION")
    throw refuse("must have the reservation affinity NO_RESERVATION");
  if (autoscaling === undefined) throw refuse("must have autoscaling");
  if (management.autoRepair === true) throw refuse("must not have node auto-repair");
}
