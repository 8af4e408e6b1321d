/**
 * Fields that GKE fills in. The provider compares the program's inputs with what GKE reports: a field that the program
 * leaves out, that GKE fills in, and that the provider does not know to be computed is a change. Most of these would replace the pool
 * or the cluster, and with it every model that runs there, at the next update that refreshes.
 *
 * Sources: the fields are `Optional`, not `Computed`, and most of them `ForceNew` in terraform-provider-google at e03b762
 * (google/services/container/node_config.go and resource_container_{node_pool,cluster}.go), which Pulumi's provider is made of.
 * No stack sets any of them in a pool.
 */

/** Fields of a node pool that follow from its machine, from how it is paid for, or from an organisation's policies. */
export const filledInPool = [
  // A3 and A2 Ultra machines come with Local SSD, which GKE makes the pods' storage. Reported as a replaced pool by
  // GoogleCloudPlatform/cluster-toolkit (pull request 2968) and mozilla/terraform-modules (464).
  "nodeConfig.ephemeralStorageLocalSsdConfig",
  "nodeConfig.localNvmeSsdBlockConfig",
  "nodeConfig.localSsdEncryptionMode",
  // Seven days for flex-start.
  "nodeConfig.maxRunDuration",
  // Of large accelerator machines.
  "nodeConfig.advancedMachineFeatures",
  "nodeConfig.hostMaintenancePolicy",
  // These two change in place, which recreates the nodes one by one.
  "nodeConfig.gvnic",
  "nodeConfig.fastSocket",
  // Keys that an organisation asks for.
  "nodeConfig.bootDiskKmsKey",
  "nodeConfig.enableConfidentialStorage",
  // The slice of a TPU, and nodes that come on demand.
  "placementPolicy",
  "queuedProvisioning",
] as const;

/** Fields of a cluster. */
export const filledInCluster = [
  // It describes the pool that is removed at once. What GKE reports later is that of another pool.
  "nodeConfig",
  // The same: afterwards GKE reports 0. Google's own Terraform module ignores it (terraform-google-kubernetes-engine, cluster.tf).
  "initialNodeCount",
] as const;
