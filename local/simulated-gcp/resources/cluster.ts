import { GoogleApiError } from "../google-api-error";
import { clusterFacts } from "../provider-schema/cluster-facts";
import { existing, locationOf, projectOf } from "../cloud-state";
import type { CloudState } from "../cloud-state";
import { checkNodeAccount } from "./account-fields";
import { clusterKind } from "./cluster-fields";
import type { ClusterFields } from "./cluster-fields";
import { checkClusterNetwork } from "./cluster-network";
import { clusterState, decideCluster, decideUpgrade } from "./cluster-state";
import { defineKind } from "./kind";
import { checkMaintenance } from "./maintenance-policy";
import { nodePoolKind } from "./node-pool-fields";

/** A GKE cluster. Its control plane is the laptop's API server. */
export const cluster = defineKind({
  ...clusterKind,
  nameField: "name",
  facts: clusterFacts,
  computed: [
    ...["endpoint", "masterAuth", "controlPlaneEndpointsConfig", "selfLink", "masterVersion", "nodeVersion"],
    ...["clusterIpv4Cidr", "servicesIpv4Cidr", "labelFingerprint", "operation"],
  ],
  api: "container.googleapis.com",
  id: (fields, place) =>
    `projects/${projectOf(fields, place)}/locations/${locationOf(fields, place)}/clusters/${fields.name}`,
  outputs: clusterState,
  decide: (fields, _id, cloudState) => decideCluster(fields, cloudState),
  decideAgain: decideUpgrade,
  check: checkCluster,
  checkDelete: ({ deletionProtection = true }) => {
    if (deletionProtection)
      throw new Error(
        "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with cluster deletion.",
      );
  },
  alreadyExists: (id) => `Already exists: ${id}., alreadyExists`,
  takesAlong: (id, { resources }) =>
    resources.filter((one) => one.type === nodePoolKind.type && one.id.startsWith(`${id}/`)),
  delaySec: ({ delaysSec }) => delaysSec.cluster,
});

function checkCluster(fields: ClusterFields, id: string, cloudState: CloudState): void {
  // All would share the only API server and see each other's objects.
  const other = existing(cloudState, clusterKind).find((one) => one.id !== id);
  if (other !== undefined)
    throw new GoogleApiError(
      400,
      `the simulation has one API server, which ${other.id} uses, notImplemented`,
    );
  checkClusterNetwork(fields, id, cloudState);
  // The default pool is created before it is removed.
  checkNodeAccount(fields.nodeConfig?.serviceAccount, cloudState);
  checkFeatures(fields, cloudState);
  checkMaintenance(fields.maintenancePolicy);
}

function checkFeatures(fields: ClusterFields, { place }: CloudState): void {
  const pool = fields.workloadIdentityConfig?.workloadPool;
  const project = projectOf(fields, place);
  if (pool !== undefined && pool !== `${project}.svc.id.goog`)
    throw new GoogleApiError(
      400,
      `Invalid workload pool "${pool}": must be "${project}.svc.id.goog"., badRequest`,
    );
  const gateways = fields.gatewayApiConfig?.channel === "CHANNEL_STANDARD";
  if (gateways && fields.addonsConfig?.httpLoadBalancing?.disabled === true)
    throw new GoogleApiError(
      400,
      "Gateway API requires the HttpLoadBalancing addon to be enabled., badRequest",
    );
}
