/** The network of a cluster: what a user says of it, and what is made of that. */
import { inOneProject } from "./network-path";

/** A network that is there already. Nothing of it is touched. */
export interface ExistingNetworkProps {
  /**
   * Name of the VPC network, or its path `projects/<project>/global/networks/<name>` where another project shares it. Changing
   * it replaces the cluster.
   */
  readonly network: string;
  /**
   * Name of its subnet in the cluster's region, whose primary range the nodes use, or its path
   * `projects/<project>/regions/<region>/subnetworks/<name>`. Changing it replaces the cluster.
   */
  readonly subnetwork: string;
  /** Name of the subnet's secondary range for pods. Changing it replaces the cluster. */
  readonly podsRange: string;
  /** Name of the subnet's secondary range for Services. Changing it replaces the cluster. */
  readonly servicesRange: string;
}

/** The network of a cluster, as a user describes it. */
export interface NetworkProps {
  /**
   * Addresses of nodes, of the gateway when it is internal, and of the control plane's private endpoint. Changing it
   * replaces the network and with it everything.
   * @default "10.0.0.0/20"
   */
  readonly nodes?: string | undefined;
  /**
   * Addresses of pods: GKE sets 256 of them aside for every node. Changing it replaces the cluster.
   * @default "10.4.0.0/14"
   */
  readonly pods?: string | undefined;
  /**
   * Addresses of Services. Changing it replaces the cluster.
   * @default "10.8.0.0/20"
   */
  readonly services?: string | undefined;
  /**
   * A network that is there already, instead of the ranges above: it needs a way to the internet, such as Cloud NAT, and
   * a proxy-only subnet in the region, which `gateway.proxySubnet` names. Changing it replaces the cluster.
   * @default - a network is made
   */
  readonly existing?: ExistingNetworkProps | undefined;
}

/** A network that is made. */
export interface NewNetworkSpec {
  readonly kind: "new";
  /** Name of the network, and the beginning of the names of its parts. */
  readonly name: string;
  readonly region: string;
  /** Ranges in CIDR notation. */
  readonly nodes: string;
  readonly pods: string;
  readonly services: string;
  readonly proxySubnet: string;
}

/** A network that is used as it is. */
export interface ExistingNetworkSpec extends ExistingNetworkProps {
  readonly kind: "existing";
}

/** A network with every default filled in. */
export type NetworkSpec = NewNetworkSpec | ExistingNetworkSpec;

/** Ranges that do not overlap each other, nor the default of `gateway.proxySubnet`. */
export const networkDefaults = {
  nodes: "10.0.0.0/20",
  pods: "10.4.0.0/14",
  services: "10.8.0.0/20",
} as const;

/** Names of the secondary ranges in a subnet that is made. */
export const secondaryRanges = { pods: "pods", services: "services" } as const;

/** What the network follows from besides its props. */
export interface NetworkContext {
  /** Name of the network, where one is made. */
  readonly name: string;
  readonly region: string;
  /** Range of the region's proxy-only subnet. */
  readonly proxySubnet: string;
}

/** Fills in every default. */
export function resolveNetwork(
  props: NetworkProps,
  { name, region, proxySubnet }: NetworkContext,
): NetworkSpec {
  const { existing } = props;
  if (existing !== undefined)
    return {
      kind: "existing",
      ...existing,
      ...inOneProject(existing, region),
    };
  return {
    kind: "new",
    name,
    region,
    nodes: props.nodes ?? networkDefaults.nodes,
    pods: props.pods ?? networkDefaults.pods,
    services: props.services ?? networkDefaults.services,
    proxySubnet,
  };
}
