import { Network as VpcNetwork } from "@pulumi/gcp/compute/network";
import { Router } from "@pulumi/gcp/compute/router";
import { RouterNat } from "@pulumi/gcp/compute/routerNat";
import { Subnetwork } from "@pulumi/gcp/compute/subnetwork";
import { ComponentResource } from "@pulumi/pulumi";
import type {
  ComponentResourceOptions,
  CustomResourceOptions,
  Input,
  ProviderResource,
  Resource,
} from "@pulumi/pulumi";
import { secondaryRanges } from "./network";
import type { NewNetworkSpec } from "./network";
import { mapping } from "../../keys/mapping";

/** A network as a cluster uses it. */
export interface ClusterNetwork {
  /** Id or name of the VPC network. */
  readonly network: Input<string>;
  /** Id or name of the nodes' subnet. */
  readonly subnetwork: Input<string>;
  /** Name of the subnet's secondary range for pods. */
  readonly podsRange: string;
  /** Name of the subnet's secondary range for Services. */
  readonly servicesRange: string;
  /** What a cluster needs besides its subnet: created before the cluster and deleted after it. */
  readonly parts: readonly Resource[];
}

/** A new network. */
export interface NetworkArgs extends Omit<NewNetworkSpec, "kind"> {
  /** Id of the project. Changing it replaces everything. */
  readonly project: string;
  /** What must exist first: the APIs. */
  readonly after: readonly Resource[];
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/** A VPC network for one cluster: a subnet for nodes, pods and Services, one for the gateway's proxies, and NAT. */
export class Network extends ComponentResource {
  public readonly vpc: VpcNetwork;
  /** The network as a cluster uses it. */
  public readonly forCluster: ClusterNetwork;

  public constructor(name: string, args: NetworkArgs, options: ComponentResourceOptions = {}) {
    const { provider } = mapping(args, `Network "${name}"`);
    super("switchyard:cloud:Network", name, {}, { ...options, provider });
    // Names are fixed and ranges must not overlap, so nothing can coexist with its replacement.
    const child = { parent: this, provider, deleteBeforeReplace: true };
    this.vpc = new VpcNetwork(
      `${name}-vpc`,
      { name: args.name, project: args.project, autoCreateSubnetworks: false },
      // Nothing can be created before its API is enabled.
      { ...child, dependsOn: [...args.after] },
    );
    const nodes = nodeSubnet(`${name}-nodes`, args, this.vpc, child);
    const proxies = proxySubnet(`${name}-proxies`, args, this.vpc, child);
    const nat = cloudNat(name, args, this.vpc, child);
    this.forCluster = {
      network: this.vpc.id,
      subnetwork: nodes.id,
      podsRange: secondaryRanges.pods,
      servicesRange: secondaryRanges.services,
      parts: [proxies, nat],
    };
    this.registerOutputs({ network: this.vpc.name });
  }
}

function nodeSubnet(
  name: string,
  { name: prefix, project, region, nodes, pods, services }: NetworkArgs,
  vpc: VpcNetwork,
  options: CustomResourceOptions,
): Subnetwork {
  return new Subnetwork(
    name,
    {
      name: `${prefix}-nodes`,
      project,
      region,
      network: vpc.id,
      ipCidrRange: nodes,
      secondaryIpRanges: [
        { rangeName: secondaryRanges.pods, ipCidrRange: pods },
        { rangeName: secondaryRanges.services, ipCidrRange: services },
      ],
      // Nodes have no public address: this is how they reach Google's APIs and registries without NAT.
      privateIpGoogleAccess: true,
    },
    options,
  );
}

/** Where the proxies of the region's load balancers get their addresses: without it a Gateway never gets an address. */
function proxySubnet(
  name: string,
  { name: prefix, project, region, proxySubnet: range }: NetworkArgs,
  vpc: VpcNetwork,
  options: CustomResourceOptions,
): Subnetwork {
  return new Subnetwork(
    name,
    {
      name: `${prefix}-proxies`,
      project,
      region,
      network: vpc.id,
      ipCidrRange: range,
      purpose: "REGIONAL_MANAGED_PROXY",
      role: "ACTIVE",
    },
    options,
  );
}

/** How nodes without a public address load images and models. Nobody outside can open a connection through it. */
function cloudNat(
  name: string,
  { name: prefix, project, region }: NetworkArgs,
  vpc: VpcNetwork,
  options: CustomResourceOptions,
): RouterNat {
  const router = new Router(
    `${name}-router`,
    { name: `${prefix}-router`, project, region, network: vpc.id },
    options,
  );
  return new RouterNat(
    `${name}-nat`,
    {
      name: `${prefix}-nat`,
      project,
      region,
      router: router.name,
      natIpAllocateOption: "AUTO_ONLY",
      sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
    },
    options,
  );
}
