import { z } from "zod";
import type { Properties } from "../protocol/values";
import type { StoredResource } from "../state/stored-resource";
import { existing, lastSegment, locationOf, projectOf } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { clusterKind } from "./cluster-fields";
import { nodeConfigState } from "./node-config-state";
import type { NodePoolFields } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { clusterIdOf, poolZones } from "./node-pool-places";

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
export function nodePoolState(
  fields: NodePoolFields,
  resource: StoredResource,
  cloudState: CloudState,
): Properties {
  const zones = poolZones(fields, clusterIdOf(fields, cloudState.place), cloudState);
  const { autoscaling, management, upgradeSettings, networkConfig, initialNodeCount = 0 } = fields;
  return {
    ...{ project: projectOf(fields, cloudState.place), location: locationOf(fields, cloudState.place) },
    ...{ nodeLocations: zones, initialNodeCount, nodeCount: fields.nodeCount ?? initialNodeCount },
    ...(autoscaling === undefined ? {} : { autoscaling: { ...autoscalingDefaults, ...autoscaling } }),
    maxPodsPerNode: fields.maxPodsPerNode ?? defaultMaxPodsPerNode,
    management: { autoRepair: true, autoUpgrade: true, ...management },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0, ...upgradeSettings },
    networkConfig: { ...networkDefaults(fields, cloudState), ...networkConfig },
    nodeConfig: poolNodeConfig(fields, resource, cloudState),
    version: fields.version ?? decidedPool.parse(resource.decided).version,
    ...instanceGroups(fields, resource, cloudState, zones),
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
  cloudState: CloudState,
): Properties {
  const cluster = parentCluster(fields, cloudState);
  return nodeConfigState(fields.nodeConfig ?? {}, {
    ...poolMachine(fields),
    automaticTaints: decidedPool.parse(decided).taints,
    workloadIdentity: cluster?.fields.workloadIdentityConfig?.workloadPool !== undefined,
  });
}

function networkDefaults(fields: NodePoolFields, cloudState: CloudState): Properties {
  const cluster = parentCluster(fields, cloudState)?.fields;
  return {
    ...{ createPodRange: false, podIpv4CidrBlock: "", podCidrOverprovisionConfig: { disabled: false } },
    enablePrivateNodes: cluster?.privateClusterConfig?.enablePrivateNodes ?? false,
    podRange: cluster?.ipAllocationPolicy?.clusterSecondaryRangeName ?? "",
    subnetwork: cluster?.subnetwork ?? "",
  };
}

function parentCluster(fields: NodePoolFields, cloudState: CloudState) {
  const clusterId = clusterIdOf(fields, cloudState.place);
  return existing(cloudState, clusterKind).find(({ id }) => id === clusterId);
}

function instanceGroups(
  fields: NodePoolFields,
  { id }: StoredResource,
  { place }: CloudState,
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
