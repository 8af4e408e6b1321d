import { Cluster } from "@pulumi/gcp/container/cluster";
import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import type { container } from "@pulumi/gcp/types/input";
import { ComponentResource, all, secret } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Input, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import type { GkeClusterSpec } from "./cluster";
import { preferredEndpoint, kubeconfigOf } from "./kubeconfig";
import { maintenancePolicy } from "./maintenance-policy.pulumi";
import { filledInCluster } from "../node-pools/filled-by-gke";
import type { ClusterNetwork } from "../network/network.pulumi";
import { nodeConfigOf } from "../node-pools/node-config.pulumi";
import { transformed } from "../transform.pulumi";
import type { CloudTransform } from "../transform.pulumi";
import { mapping } from "../../keys/mapping";

/** A new cluster. */
export interface GkeClusterArgs extends GkeClusterSpec {
  /** Id of the project. Changing it replaces the cluster. */
  readonly project: string;
  /** The network that the cluster is in. Changing it replaces the cluster. */
  readonly network: ClusterNetwork;
  /** Address of the service account that nodes run as. */
  readonly nodeAccount: Input<string>;
  /** What must exist first, besides the network: the APIs and the permissions of the nodes. */
  readonly after: readonly Resource[];
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
  /**
   * Changes the arguments of the cluster just before it is made.
   * @default - none
   */
  readonly transform?: Pick<CloudTransform, "cluster"> | undefined;
}

/** A GKE cluster without nodes: the pools are separate resources, so that each can be replaced by itself. */
export class GkeCluster extends ComponentResource {
  public readonly cluster: Cluster;
  /** How to reach it, without a credential: a secret all the same, because it contains the address of the control plane. */
  public readonly kubeconfig: Output<string>;
  /** Unique identity of the cluster. Not even a later cluster of the same name shares it. */
  public readonly identity: Output<string>;
  /** Version of GKE that its control plane runs. */
  public readonly version: Output<string>;

  public constructor(name: string, args: GkeClusterArgs, options: ComponentResourceOptions = {}) {
    const { provider, network, after, deletionProtection } = mapping(args, `GkeCluster "${name}"`);
    super("switchyard:cloud:GkeCluster", name, {}, { ...options, provider });
    this.cluster = new Cluster(name, transformed(clusterArgs(args), args.transform?.cluster), {
      parent: this,
      provider,
      // Nodes need NAT for their images; Gateways need the proxies' subnet, so it must be deleted after the cluster.
      dependsOn: [...after, ...network.parts],
      // The engine refuses a protected resource before it deletes anything; GKE by itself would do so halfway.
      protect: deletionProtection,
      // The name is fixed, so two of them cannot coexist.
      deleteBeforeReplace: true,
      ignoreChanges: [...filledInCluster],
    });
    this.kubeconfig = secret(kubeconfigFor(this.cluster, args));
    this.identity = clusterIdentity(this.cluster);
    this.version = this.cluster.masterVersion;
    this.registerOutputs({ name: this.cluster.name, kubeconfig: this.kubeconfig });
  }
}

function clusterArgs(args: GkeClusterArgs): ClusterArgs {
  const { name, location, nodeZone, project, deletionProtection } = args;
  return {
    name,
    location,
    project,
    // A regional cluster would spread its nodes over three zones, of which the others may lack the accelerator.
    ...(location === nodeZone ? {} : { nodeLocations: [nodeZone] }),
    ...versionArgs(args),
    maintenancePolicy: maintenancePolicy(args.maintenance),
    ...networkArgs(args),
    ...accessArgs(args),
    ...telemetryArgs(args),
    ...firstPoolArgs(args),
    deletionProtection,
  };
}

function versionArgs({ releaseChannel, version }: GkeClusterArgs): ClusterArgs {
  return {
    releaseChannel: { channel: releaseChannel.toUpperCase() },
    ...(version === undefined ? {} : { minMasterVersion: version }),
  };
}

function networkArgs({
  network: { network, subnetwork, podsRange, servicesRange },
}: GkeClusterArgs): ClusterArgs {
  return {
    network,
    subnetwork,
    // The gateway's load balancer sends straight to pods, which needs addresses that the network knows.
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: { clusterSecondaryRangeName: podsRange, servicesSecondaryRangeName: servicesRange },
    // The control plane needs no separate range: since GKE 1.29 it has an address in the nodes' subnet.
    privateClusterConfig: { enablePrivateNodes: true },
    // Dataplane V2: without it nothing enforces the NetworkPolicies.
    datapathProvider: "ADVANCED_DATAPATH",
    gatewayApiConfig: { channel: "CHANNEL_STANDARD" },
    addonsConfig: { httpLoadBalancing: { disabled: false } },
  };
}

/** Who can reach the control plane, and how they authenticate. */
function accessArgs({ project, authorizedNetworks }: GkeClusterArgs): ClusterArgs {
  const byAddress = authorizedNetworks.length > 0;
  return {
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: !byAddress },
      ipEndpointsConfig: { enabled: byAddress },
    },
    ...(byAddress ? { masterAuthorizedNetworksConfig: authorizedArgs(authorizedNetworks) } : {}),
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    enableLegacyAbac: false,
    // Everybody with a Google account is "authenticated": nobody should be able to grant such a group anything.
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    enableShieldedNodes: true,
    workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
  };
}

function authorizedArgs(
  networks: GkeClusterArgs["authorizedNetworks"],
): container.ClusterMasterAuthorizedNetworksConfig {
  return {
    cidrBlocks: networks.map(({ cidr, name }) => ({
      cidrBlock: cidr,
      ...(name === undefined ? {} : { displayName: name }),
    })),
    // Otherwise any virtual machine of any Google Cloud customer could try.
    gcpPublicCidrsAccessEnabled: false,
  };
}

function telemetryArgs({ gpuMetrics }: GkeClusterArgs): ClusterArgs {
  return {
    loggingConfig: { enableComponents: ["SYSTEM_COMPONENTS", "WORKLOADS"] },
    monitoringConfig: {
      // The list replaces GKE's own, so the system's metrics must be listed too.
      enableComponents: ["SYSTEM_COMPONENTS", ...(gpuMetrics ? ["DCGM"] : [])],
      managedPrometheus: { enabled: true },
    },
  };
}

/** GKE creates no cluster without nodes: this pool is removed as soon as the cluster is up. Its nodes are just as hardened. */
function firstPoolArgs({ nodeAccount }: GkeClusterArgs): ClusterArgs {
  return {
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: nodeConfigOf({
      machineType: "e2-medium",
      diskSizeGb: 20,
      diskType: "pd-balanced",
      serviceAccount: nodeAccount,
    }),
  };
}

function kubeconfigFor(
  { endpoint, masterAuth, controlPlaneEndpointsConfig }: Cluster,
  { name, authorizedNetworks }: GkeClusterArgs,
): Output<string> {
  return all([endpoint, masterAuth, controlPlaneEndpointsConfig]).apply(([ip, auth, endpoints]) => {
    const dns = authorizedNetworks.length === 0 ? endpoints.dnsEndpointConfig.endpoint : undefined;
    return kubeconfigOf(
      preferredEndpoint({ name, dns, ip, certificateAuthority: auth.clusterCaCertificate }),
    );
  });
}

/** The DNS endpoint's name is unique to the cluster for its lifetime, whether or not it may be used. */
function clusterIdentity({ controlPlaneEndpointsConfig }: Cluster): Output<string> {
  return controlPlaneEndpointsConfig.apply(({ dnsEndpointConfig }) => dnsEndpointConfig.endpoint);
}
