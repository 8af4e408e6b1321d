import { computed, computedAndFixed, each, fixed } from "./field-facts";
import type { Facts } from "./field-facts";
import { nodeConfigFacts } from "./node-config-facts";

const addons = [
  ...["httpLoadBalancing", "horizontalPodAutoscaling", "networkPolicyConfig", "dnsCacheConfig"],
  ...["gcePersistentDiskCsiDriverConfig", "gcsFuseCsiDriverConfig"],
];

/**
 * A cluster.
 * Source: `ResourceContainerCluster` of hashicorp/terraform-provider-google at e03b762 (2026-08-21),
 * google/services/container/resource_container_cluster.go.
 */
export const clusterFacts: Facts = {
  ...each(fixed, "name", "description", "initialNodeCount"),
  network: { ...fixed, default: "default" },
  ...each(computedAndFixed, "location", "project", "subnetwork", "networkingMode", "datapathProvider"),
  ...each(computedAndFixed, "clusterIpv4Cidr", "defaultMaxPodsPerNode"),
  nodeLocations: { ...computed, set: true },
  deletionProtection: { default: true },
  enableLegacyAbac: { default: false },
  enableShieldedNodes: { default: true },
  ...each(computed, "enableIntranodeVisibility", "nodeVersion", "loggingService", "monitoringService"),
  // `containerClusterNetworkPolicyDiffSuppress`: a disabled policy equals none.
  networkPolicy: computed,
  masterAuth: {
    ...computed,
    block: {
      ...each(computed, "clientCertificate", "clientKey", "clusterCaCertificate"),
      clientCertificateConfig: { ...fixed, block: each(fixed, "issueClientCertificate") },
    },
  },
  ipAllocationPolicy: {
    ...computedAndFixed,
    block: {
      ...each(computedAndFixed, "clusterSecondaryRangeName", "servicesSecondaryRangeName"),
      ...each(
        computedAndFixed,
        "clusterIpv4CidrBlock",
        "servicesIpv4CidrBlock",
        "podCidrOverprovisionConfig",
      ),
      stackType: { default: "IPV4" },
    },
  },
  privateClusterConfig: {
    ...computed,
    block: {
      masterIpv4CidrBlock: computedAndFixed,
      ...each(computed, "masterGlobalAccessConfig", "peeringName", "privateEndpoint", "publicEndpoint"),
    },
  },
  controlPlaneEndpointsConfig: {
    ...computed,
    block: {
      dnsEndpointConfig: { ...computed, block: each(computed, "endpoint") },
      ipEndpointsConfig: computed,
    },
  },
  releaseChannel: computed,
  workloadIdentityConfig: computed,
  nodePools: computedAndFixed,
  nodeConfig: { ...computedAndFixed, block: nodeConfigFacts },
  addonsConfig: { ...computed, block: each(computed, ...addons) },
  loggingConfig: { ...computed, block: { enableComponents: { set: true } } },
  monitoringConfig: {
    ...computed,
    block: {
      enableComponents: { ...computed, set: true },
      managedPrometheus: computed,
      advancedDatapathObservabilityConfig: computed,
    },
  },
  securityPostureConfig: { ...computed, block: each(computed, "mode", "vulnerabilityMode") },
  clusterAutoscaling: {
    ...computed,
    block: { ...each(computed, "enabled"), autoscalingProfile: { default: "BALANCED" } },
  },
  ...each(computed, "masterAuthorizedNetworksConfig", "rbacBindingConfig", "gatewayApiConfig"),
  ...each(computed, "costManagementConfig", "verticalPodAutoscaling", "defaultSnatStatus"),
  ...each(
    computed,
    "serviceExternalIpsConfig",
    "databaseEncryption",
    "notificationConfig",
    "nodePoolDefaults",
  ),
  maintenancePolicy: { block: { maintenanceExclusions: { set: true } } },
  resourceLabels: { map: {} },
  deletionPolicy: { default: "DELETE" },
};
