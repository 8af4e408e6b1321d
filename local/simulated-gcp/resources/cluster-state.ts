import { createHash } from "node:crypto";
import { offeredVersion } from "../catalogue/offered-version";
import type { ReleaseChannel } from "../catalogue/gke-versions";
import type { Properties } from "../protocol/values";
import type { StoredResource } from "../state/stored-resource";
import { currentDay, existing, isZone, locationOf, projectOf } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { clusterAccess } from "./cluster-access";
import type { ClusterFields } from "./cluster-fields";
import { subnetworkOf } from "./cluster-network";
import { nodeConfigState } from "./node-config-state";
import { nodePoolKind } from "./node-pool-fields";
import { poolMachine } from "./node-pool-machine";
import { poolNodeConfig } from "./node-pool-state";

/** Values that GKE decides on creation of a cluster, and keeps until the channel moves on. */
export function decideCluster(
  { minMasterVersion, releaseChannel }: ClusterFields,
  cloudState: CloudState,
): { readonly masterVersion: string } {
  const channel = effectiveChannel(releaseChannel?.channel);
  return {
    masterVersion: offeredVersion({ channel, version: minMasterVersion, day: currentDay(cloudState) }),
  };
}

/**
 * A control plane is upgraded when the program requests a newer version than it has, and is never downgraded.
 * Source: `resourceContainerClusterUpdate` of the provider, at `min_master_version`.
 */
export function decideUpgrade(
  fields: ClusterFields,
  old: StoredResource,
  cloudState: CloudState,
): Properties {
  const { minMasterVersion } = fields;
  if (minMasterVersion === undefined || old.inputs["minMasterVersion"] === minMasterVersion) return {};
  const { masterVersion } = decideCluster(fields, cloudState);
  return isNewer(masterVersion, controlPlaneVersion(old)) ? { masterVersion } : {};
}

function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, "en", { numeric: true }) > 0;
}

/** A cluster without a channel gets Stable's version: "Clusters not enrolled in a release channel" of GKE's documents. */
function effectiveChannel(channel: ReleaseChannel | "UNSPECIFIED" | undefined): ReleaseChannel {
  switch (channel) {
    case "RAPID":
    case "STABLE":
    case "EXTENDED":
      return channel;
    case "UNSPECIFIED":
      return "STABLE";
    case "REGULAR":
    case undefined:
      return "REGULAR";
  }
}

/** Version of a cluster's control plane. */
export function controlPlaneVersion({ decided }: StoredResource): string {
  const version = decided["masterVersion"];
  if (typeof version !== "string")
    throw new Error("a cluster of an older simulation: run `npm run local -- down --purge`");
  return version;
}

/**
 * A cluster as the real provider reads it back: the inputs, and the values that GKE filled in. Source of the fields:
 * `resourceContainerClusterRead` of hashicorp/terraform-provider-google at e03b762, resource_container_cluster.go; of the values:
 * GKE's API as the provider's acceptance tests show it. There is no maintenance policy unless somebody set one.
 */
export function clusterState(
  fields: ClusterFields,
  resource: StoredResource,
  cloudState: CloudState,
): Properties {
  const location = locationOf(fields, cloudState.place);
  const { id } = resource;
  return {
    ...defaults(fields),
    ...{ project: projectOf(fields, cloudState.place), location },
    selfLink: `https://container.googleapis.com/v1/${isZone(location) ? id.replace("/locations/", "/zones/") : id}`,
    ...clusterAccess(fields, cloudState.settings),
    masterVersion: controlPlaneVersion(resource),
    nodeVersion: controlPlaneVersion(resource),
    ...addresses(fields, cloudState),
    // Fingerprint of the labels, which nobody sees.
    labelFingerprint: createHash("sha256")
      .update(JSON.stringify(fields.resourceLabels ?? {}))
      .digest("hex")
      .slice(0, 8),
    ...poolsState(fields, id, cloudState),
    operation: "",
  };
}

function defaults(fields: ClusterFields): Properties {
  return {
    ...{ networkingMode: "VPC_NATIVE", datapathProvider: "LEGACY_DATAPATH", defaultMaxPodsPerNode: 110 },
    ...{ enableShieldedNodes: true, enableLegacyAbac: false, enableIntranodeVisibility: false },
    ...{ loggingService: "logging.googleapis.com/kubernetes" },
    ...{ monitoringService: "monitoring.googleapis.com/kubernetes" },
    networkPolicy: { enabled: false, provider: "PROVIDER_UNSPECIFIED" },
    ...{ gatewayApiConfig: { channel: "CHANNEL_DISABLED" }, defaultSnatStatus: { disabled: false } },
    ...{ serviceExternalIpsConfig: { enabled: false }, databaseEncryption: { state: "DECRYPTED" } },
    notificationConfig: { pubsub: { enabled: false } },
    ...{ loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] } },
    nodePoolDefaults: { nodeConfigDefaults: { loggingVariant: "DEFAULT" } },
    rbacBindingConfig: {
      ...{ enableInsecureBindingSystemAuthenticated: true, enableInsecureBindingSystemUnauthenticated: true },
    },
    ...fields,
    releaseChannel: fields.releaseChannel ?? { channel: "REGULAR" },
    ...blockDefaults(fields),
  };
}

/** Blocks that a program sets in part and GKE completes. */
function blockDefaults(fields: ClusterFields): Properties {
  const { addonsConfig, monitoringConfig, clusterAutoscaling, securityPostureConfig, privateClusterConfig } =
    fields;
  return {
    addonsConfig: {
      ...{ networkPolicyConfig: { disabled: true }, gcePersistentDiskCsiDriverConfig: { enabled: true } },
      ...{ httpLoadBalancing: { disabled: false }, horizontalPodAutoscaling: { disabled: false } },
      ...addonsConfig,
    },
    monitoringConfig: {
      ...{ enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: true } },
      advancedDatapathObservabilityConfig: { enableMetrics: false, enableRelay: false },
      ...monitoringConfig,
    },
    clusterAutoscaling: { enabled: false, autoscalingProfile: "BALANCED", ...clusterAutoscaling },
    securityPostureConfig: {
      mode: "BASIC",
      vulnerabilityMode: "VULNERABILITY_DISABLED",
      ...securityPostureConfig,
    },
    privateClusterConfig: {
      ...{
        enablePrivateNodes: false,
        enablePrivateEndpoint: false,
        masterGlobalAccessConfig: { enabled: false },
      },
      ...{ peeringName: "", privateEndpoint: "", publicEndpoint: "" },
      ...privateClusterConfig,
    },
  };
}

/** The ranges of pods and Services, from the subnetwork's secondary ones. */
function addresses(fields: ClusterFields, cloudState: CloudState): Properties {
  const { ipAllocationPolicy } = fields;
  const subnet = subnetworkOf(fields, cloudState);
  const rangeOf = (name: string | undefined) =>
    subnet?.fields.secondaryIpRanges?.find(({ rangeName }) => rangeName === name)?.ipCidrRange ?? "";
  const clusterIpv4Cidr = rangeOf(ipAllocationPolicy?.clusterSecondaryRangeName);
  const servicesIpv4Cidr = rangeOf(ipAllocationPolicy?.servicesSecondaryRangeName);
  return {
    ...{ clusterIpv4Cidr, servicesIpv4Cidr },
    ipAllocationPolicy: {
      ...{
        clusterIpv4CidrBlock: clusterIpv4Cidr,
        servicesIpv4CidrBlock: servicesIpv4Cidr,
        stackType: "IPV4",
      },
      podCidrOverprovisionConfig: { disabled: false },
      ...ipAllocationPolicy,
    },
  };
}

/**
 * `nodeConfig` is that of the first existing pool, so it changes once the default pool is removed:
 * GoogleCloudPlatform/cloud-foundation-fabric, issue 1275.
 */
function poolsState(fields: ClusterFields, clusterId: string, cloudState: CloudState): Properties {
  const pools = existing(cloudState, nodePoolKind).filter(({ id }) => id.startsWith(`${clusterId}/`));
  const [first] = pools;
  return {
    nodePools: pools.map(({ fields: pool }) => ({ name: pool.name })),
    nodeConfig:
      fields.removeDefaultNodePool === true
        ? first && poolNodeConfig(first.fields, first.resource, cloudState)
        : defaultPoolConfig(fields),
  };
}

function defaultPoolConfig({ nodeConfig = {}, workloadIdentityConfig }: ClusterFields): Properties {
  const workloadIdentity = workloadIdentityConfig?.workloadPool !== undefined;
  return nodeConfigState(nodeConfig, {
    ...poolMachine({ nodeConfig }),
    automaticTaints: [],
    workloadIdentity,
  });
}
