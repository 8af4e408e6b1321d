import { computed, computedAndFixed, each, fixed } from "./field-facts";
import type { Facts } from "./field-facts";
import { nodeConfigFacts } from "./node-config-facts";

/**
 * A node pool.
 * Source: `schemaNodePool` and `ResourceContainerNodePool` of hashicorp/terraform-provider-google at e03b762 (2026-08-21),
 * google/services/container/resource_container_node_pool.go.
 */
export const nodePoolFacts: Facts = {
  ...each(computedAndFixed, "name", "location", "project", "initialNodeCount", "maxPodsPerNode"),
  cluster: fixed,
  nodeLocations: { ...computed, set: true },
  ...each(computed, "nodeCount", "version"),
  autoscaling: { block: each(computed, "locationPolicy") },
  management: { ...computed, block: each({ default: true }, "autoRepair", "autoUpgrade") },
  upgradeSettings: {
    ...computed,
    block: { ...each(computed, "maxSurge", "maxUnavailable"), strategy: { default: "SURGE" } },
  },
  nodeConfig: { ...computedAndFixed, block: nodeConfigFacts },
  networkConfig: {
    ...computed,
    block: {
      ...each(computed, "enablePrivateNodes"),
      ...each(computedAndFixed, "podRange", "podIpv4CidrBlock", "podCidrOverprovisionConfig", "subnetwork"),
      createPodRange: fixed,
    },
  },
  placementPolicy: fixed,
  queuedProvisioning: { ...fixed, block: each(fixed, "enabled") },
  deletionPolicy: { default: "DELETE" },
};
