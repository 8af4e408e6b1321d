import type { container } from "@pulumi/gcp/types/input";
import type { Input } from "@pulumi/pulumi";
import type { DiskType } from "./accelerator-pools";

/** Configuration of every node, in any pool. */
export interface NodeBasics {
  readonly machineType: string;
  readonly diskSizeGb: number;
  readonly diskType: DiskType;
  /** Address of the service account that the node runs as. */
  readonly serviceAccount: Input<string>;
}

/** What the provider knows of nodes in a node pool, and in the cluster itself. */
type NodeConfigArgs = container.NodePoolNodeConfig & container.ClusterNodeConfig;

/** The configuration that all nodes share. */
export function nodeConfigOf({
  machineType,
  diskSizeGb,
  diskType,
  serviceAccount,
}: NodeBasics): NodeConfigArgs {
  return {
    machineType,
    diskSizeGb,
    diskType,
    serviceAccount,
    // The account's roles decide what a node may do; scopes are the older way, and would only be a second limit.
    oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    // Pods get their own identities from Workload Identity, never the node's.
    workloadMetadataConfig: { mode: "GKE_METADATA" },
  };
}
