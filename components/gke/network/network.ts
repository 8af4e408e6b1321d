/** The keys of a cluster's network, and the network that they resolve to. */
import { z } from "zod";
import { key, section } from "../../keys/key";
import { filled } from "../../keys/props";
import type { Props } from "../../keys/props";
import { cloudName, ipRange } from "../../keys/values";
import { inOneProject, isNetworkPath, isSubnetworkPath } from "./network-path";

const replacesCluster = "replaces the cluster";

/** An existing network. Nothing in it is changed. */
const existingNetworkSchema = z
  .strictObject({
    network: key(
      z.string().refine(isNetworkPath, {
        error: "must be the name of a network, or projects/<project>/global/networks/<name>",
      }),
      {
        description:
          "Name of the VPC network, or its path `projects/<project>/global/networks/<name>` if another project shares it. It needs a way to the internet, such as Cloud NAT, and a proxy-only subnet in the region.",
        change: replacesCluster,
        fix: "use the network's name; for a shared VPC its path in the host project",
      },
    ),
    subnetwork: key(
      z.string().refine(isSubnetworkPath, {
        error: "must be the name of a subnet, or projects/<project>/regions/<region>/subnetworks/<name>",
      }),
      {
        description:
          "Name of its subnet in the cluster's region, whose primary range the nodes use, or its path `projects/<project>/regions/<region>/subnetworks/<name>`.",
        change: replacesCluster,
        fix: "use the name of the network's subnet in the cluster's region; for a shared VPC its path in the host project",
      },
    ),
    podsRange: key(cloudName(63), {
      description: "Name of the subnet's secondary range for pods.",
      change: replacesCluster,
      fix: "use the name of the subnet's secondary range for pods",
    }),
    servicesRange: key(cloudName(63), {
      description: "Name of the subnet's secondary range for Services.",
      change: replacesCluster,
      fix: "use the name of the subnet's secondary range for Services",
    }),
  })
  .meta({ id: "ExistingNetworkProps" });

/** The network of a cluster, as a user describes it. The ranges do not overlap each other, nor the default of the proxy's. */
export const networkSchema = z
  .strictObject({
    nodes: key(ipRange.default("10.0.0.0/20"), {
      values: "IPv4 range",
      description:
        "Addresses of nodes, of the gateway when it is internal, and of the control plane's private endpoint.",
      change: "replaces the network and everything in it",
      fix: "use a private range such as 10.0.0.0/20",
    }),
    pods: key(ipRange.default("10.4.0.0/14"), {
      values: "IPv4 range",
      description: "Addresses of pods: GKE reserves 256 of them for every node.",
      change: replacesCluster,
      fix: "use a private range such as 10.4.0.0/14",
    }),
    services: key(ipRange.default("10.8.0.0/20"), {
      values: "IPv4 range",
      description: "Addresses of Services.",
      change: replacesCluster,
      fix: "use a private range such as 10.8.0.0/20",
    }),
    existing: section(existingNetworkSchema.optional(), {
      description:
        "An existing network, instead of the ranges above: it needs a way to the internet, such as Cloud NAT, and a proxy-only subnet in the region, which `gateway.proxySubnet` names. Changing it replaces the cluster.",
      otherwise: "a network is created",
      fix: "identify the network by its keys",
    }),
  })
  .meta({ id: "NetworkProps" });

/** An existing network, as a user names it. */
export interface ExistingNetworkProps extends Props<typeof existingNetworkSchema> {}

/** The network of a cluster, as a user describes it. */
export interface NetworkProps extends Props<typeof networkSchema> {}

/** A new network. */
export interface NewNetworkSpec {
  readonly kind: "new";
  /** Name of the network, and prefix of the names of its parts. */
  readonly name: string;
  readonly region: string;
  /** Ranges in CIDR notation. */
  readonly nodes: string;
  readonly pods: string;
  readonly services: string;
  readonly proxySubnet: string;
}

/** An existing network. */
export interface ExistingNetworkSpec extends ExistingNetworkProps {
  readonly kind: "existing";
}

/** A network with all defaults applied. */
export type NetworkSpec = NewNetworkSpec | ExistingNetworkSpec;

/** Default ranges of a network. */
export const networkDefaults = filled(networkSchema, {}, "network");

/** Names of the secondary ranges in a new subnet. */
export const secondaryRanges = { pods: "pods", services: "services" } as const;

/** What the network depends on besides its props. */
export interface NetworkContext {
  /** Name of a new network. */
  readonly name: string;
  readonly region: string;
  /** Range of the region's proxy-only subnet. */
  readonly proxySubnet: string;
}

/**
 * Checks the props and applies the defaults.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveNetwork(
  props: NetworkProps,
  { name, region, proxySubnet }: NetworkContext,
): NetworkSpec {
  const { existing, ...ranges } = filled(networkSchema, props, "network");
  if (existing !== undefined) return { kind: "existing", ...existing, ...inOneProject(existing, region) };
  return { kind: "new", name, region, ...ranges, proxySubnet };
}
