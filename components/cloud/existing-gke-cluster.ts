import { getClusterOutput } from "@pulumi/gcp/container/getCluster";
import type { GetClusterResult } from "@pulumi/gcp/container/getCluster";
import { secret } from "@pulumi/pulumi";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { endpointOf, kubeconfigOf } from "../gke/kubeconfig";

/** A cluster that is there already. */
export interface ExistingGkeClusterArgs {
  /** Name of the cluster. */
  readonly name: string;
  /** Zone or region of the cluster. */
  readonly location: string;
  /** Id of the project. */
  readonly project: string;
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/** How to reach a cluster that is there already. It is only looked at. */
export function existingKubeconfig({
  name,
  location,
  project,
  provider,
}: ExistingGkeClusterArgs): Output<string> {
  const cluster = getClusterOutput({ name, location, project }, { provider });
  return secret(cluster.apply((found) => kubeconfigOf(endpointOf(endpointsOf(name, found)))));
}

function endpointsOf(
  name: string,
  { endpoint, masterAuths, controlPlaneEndpointsConfigs }: GetClusterResult,
) {
  const dns = controlPlaneEndpointsConfigs[0]?.dnsEndpointConfigs[0];
  return {
    name,
    // The DNS endpoint is always there, but answers from outside only where the cluster's owner lets it.
    dns: dns?.allowExternalTraffic === true ? dns.endpoint : undefined,
    ip: endpoint,
    certificateAuthority: masterAuths[0]?.clusterCaCertificate,
  };
}
