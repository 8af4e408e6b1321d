import { z } from "zod";
import type { Properties } from "../protocol/values";
import type { StoredResource } from "../state/stored-resource";
import { existing, lastSegment, locationOf, projectOf } from "../world";
import type { World } from "../world";
import { clusterKind } from "./cluster-fields";
import { nodeConfigState } from "./node-config-state";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { clusterIdOf, zonesOf } from "./node-pool-places";

/** Values that GKE decided on creation of a pool. */
export const decidedPool = z.object({
  taints: z.array(z.strictObject({ key: z.string(), value: z.string(), effect: z.literal("NoSchedule") })),
  version: z.string(),
});

const defaultMaxPodsPerNode = 110;

/**
 * A pool as the real provider reads it back: the inputs, and the values that GKE filled in.
 * Source: `flattenNodePool` and `flattenNodeNetworkConfig` of hashicorp/terraform-provider-google at e03b762,
 * google/services/container/resource_container_node_pool.go.
 */
export function nodePoolState(fields: NodePoolFields, resource: StoredResource, world: World): Properties {
  const zones = zonesOf(fields, clusterIdOf(fields, world.place), world);
  const { autoscaling, management, upgradeSettings, networkConfig, initialNodeCount = 0 } = fields;
  return {
    ...{ project: projectOf(fields, world.place), location: locationOf(fields, world.place) },
    ...{ nodeLocations: zones, initialNodeCount, nodeCount: fields.nodeCount ?? initialNodeCount },
    ...(autoscaling === undefined ? {} : { autoscaling: { ...autoscalingDefaults, ...autoscaling } }),
    maxPodsPerNode: fields.maxPodsPerNode ?? defaultMaxPodsPerNode,
    management: { autoRepair: true, autoUpgrade: true, ...management },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0, ...upgradeSettings },
    networkConfig: { ...networkDefaults(fields, world), ...networkConfig },
    nodeConfig: poolNodeConfig(fields, resource, world),
    version: fields.version ?? decidedPool.parse(resource.decided).version,
    ...instanceGroups(fields, resource, world, zones),
    operation: "",
  };
}

const autoscalingDefaults = {
  ...{ minNodeCount: 0, maxNodeCount: 0, totalMinNodeCount: 0, totalMaxNodeCount: 0 },
  locationPolicy: "BALANCED",
};

/** The `nodeConfig` of an existing pool. */
export function poolNodeConfig(
  fields: NodePoolFields,
  { decided }: StoredResource,
  world: World,
): Properties {
  const cluster = clusterOf(fields, world);
  return nodeConfigState(fields.nodeConfig ?? {}, {
    ...poolMachine(fields),
    automaticTaints: decidedPool.parse(decided).taints,
    workloadIdentity: cluster?.fields.workloadIdentityConfig?.workloadPool !== undefined,
  });
}

function networkDefaults(fields: NodePoolFields, world: World): Properties {
  const cluster = clusterOf(fields, world)?.fields;
  return {
    ...{ createPodRange: false, podIpv4CidrBlock: "", podCidrOverprovisionConfig: { disabled: false } },
    enablePrivateNodes: cluster?.privateClusterConfig?.enablePrivateNodes ?? false,
    podRange: cluster?.ipAllocationPolicy?.clusterSecondaryRangeName ?? "",
    subnetwork: cluster?.subnetwork ?? "",
  };
}

function clusterOf(fields: NodePoolFields, world: World) {
  const clusterId = clusterIdOf(fields, world.place);
  return existing(world, clusterKind).find(({ id }) => id === clusterId);
}

function instanceGroups(
  fields: NodePoolFields,
  { id }: StoredResource,
  { place }: World,
  zones: readonly string[],
): Properties {
  const root = `https://www.googleapis.com/compute/v1/projects/${projectOf(fields, place)}`;
  const links = zones.map((zone) => `${root}/zones/${zone}/instanceGroups/gke-${lastSegment(id)}`);
  return {
    instanceGroupUrls: links,
    managedInstanceGroupUrls: links.map((link) =>
      link.replace("/instanceGroups/", "/instanceGroupManagers/"),
    ),
  };
}
