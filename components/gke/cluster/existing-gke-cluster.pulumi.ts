import { getClusterOutput } from "@pulumi/gcp/container/getCluster";
import type { GetClusterResult } from "@pulumi/gcp/container/getCluster";
import { secret } from "@pulumi/pulumi";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { preferredEndpoint, kubeconfigOf } from "./kubeconfig";

/** An existing cluster. */
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

/** How an existing cluster is reached. */
export interface ExistingGkeCluster {
  /** A kubeconfig without a credential. */
  readonly kubeconfig: Output<string>;
  /** Unique identity of the cluster. */
  readonly identity: Output<string>;
  /** Version of GKE that its control plane runs. */
  readonly version: Output<string>;
}

/** Looks up an existing cluster without changing it. */
export function existingGkeCluster(args: ExistingGkeClusterArgs): ExistingGkeCluster {
  const { name, location, project, provider } = args;
  const cluster = getClusterOutput({ name, location, project }, { provider });
  return {
    kubeconfig: secret(cluster.apply((found) => kubeconfigOf(preferredEndpoint(endpointsOf(name, found))))),
    identity: cluster.apply((found) => dnsEndpointOf(found)?.endpoint ?? found.endpoint),
    version: cluster.masterVersion,
  };
}

function dnsEndpointOf({ controlPlaneEndpointsConfigs }: GetClusterResult) {
  return controlPlaneEndpointsConfigs[0]?.dnsEndpointConfigs[0];
}

function endpointsOf(name: string, found: GetClusterResult) {
  const dns = dnsEndpointOf(found);
  return {
    name,
    // The DNS endpoint always exists, but answers from outside only if the cluster's owner allows it.
    dns: dns?.allowExternalTraffic === true ? dns.endpoint : undefined,
    ip: found.endpoint,
    certificateAuthority: found.masterAuths[0]?.clusterCaCertificate,
  };
}
