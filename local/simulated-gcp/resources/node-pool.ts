import { versions } from "../../../components/versions";
import { ApiError } from "../api-error";
import { existing, lastSegment, locationOf, projectOf, type World } from "../world";
import { checkNodeAccount } from "./account-fields";
import { clusterKind } from "./cluster-fields";
import { defineKind } from "./kind";
import { immutableNodeConfig } from "./node-config";
import { checkDisk } from "./node-pool-disk";
import { checkMachine } from "./node-pool-machine";
import { nodePoolKind, type NodePoolFields } from "./node-pool-fields";
import { checkQuota } from "./node-pool-quota";
import { automaticTaints } from "./node-pool-shape";
import { clusterIdOf, zonesOf } from "./node-pool-places";

/** A node pool of a GKE cluster. */
export const nodePool = defineKind({
  ...nodePoolKind,
  nameField: "name",
  // Source: resource_container_node_pool.go of the Terraform provider that Pulumi's is made from.
  immutable: [
    ...["name", "cluster", "location", "project", "initialNodeCount", "maxPodsPerNode", "placementPolicy"],
    ...["queuedProvisioning", "networkConfig.podRange"],
    ...immutableNodeConfig.map((field) => `nodeConfig.${field}`),
  ],
  computed: ["instanceGroupUrls", "managedInstanceGroupUrls", "version", "operation"],
  api: "container.googleapis.com",
  id: (fields, place) => `${clusterIdOf(fields, place)}/nodePools/${fields.name}`,
  outputs: (fields, { id }, world) => {
    const { place } = world;
    const groups = zonesOf(fields, clusterIdOf(fields, place), world).map(
      (zone) => `zones/${zone}/instanceGroups/gke-${lastSegment(id)}`,
    );
    const links = groups.map(
      (group) => `https://www.googleapis.com/compute/v1/projects/${projectOf(fields, place)}/${group}`,
    );
    return {
      project: projectOf(fields, place),
      location: locationOf(fields, place),
      instanceGroupUrls: links,
      managedInstanceGroupUrls: links.map((link) =>
        link.replace("/instanceGroups/", "/instanceGroupManagers/"),
      ),
      version: fields.version ?? `${versions.kubernetes.slice(1)}-gke.1000000`,
      operation: "",
    };
  },
  decide: (fields, id, world) => ({ taints: automaticTaints(fields, id, world) }),
  check: checkNodePool,
  alreadyExists: (id) => `Already exists: ${id}., alreadyExists`,
  delaySec: ({ delaysSec }) => delaysSec.nodePool,
});

function checkNodePool(fields: NodePoolFields, id: string, world: World): void {
  const clusterId = clusterIdOf(fields, world.place);
  const cluster = existing(world, clusterKind).find((one) => one.id === clusterId);
  if (cluster === undefined) throw new ApiError(404, `Not found: ${clusterId}., notFound`);
  if (cluster.resource.readyAtMs > world.nowMs)
    throw new ApiError(400, `Cluster ${clusterId} is being created., failedPrecondition`);
  checkNodeAccount(fields.nodeConfig?.serviceAccount, world);
  checkMachine(fields, id, world);
  checkDisk(fields);
  checkFlexStart(fields);
  checkQuota(fields, id, world);
}

/** Source: "Run a small batch workload with GPUs and flex-start provisioning mode" of GKE's documents, read 2026-11. */
function checkFlexStart({ nodeConfig = {}, autoscaling, management = {} }: NodePoolFields): void {
  if (nodeConfig.flexStart !== true) return;
  const refuse = (rule: string) => new ApiError(400, `Flex-start node pools ${rule}., badRequest`);
  if (nodeConfig.reservationAffinity?.consumeReservationType !== "NO_RESERVATION")
    throw refuse("must have the reservation affinity NO_RESERVATION");
  if (autoscaling === undefined) throw refuse("must have autoscaling");
  if (management.autoRepair === true) throw refuse("must not have node auto-repair");
}
