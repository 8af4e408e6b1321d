/** A GKE cluster: what a user says of it, and what is made of that. */
import { resolveMaintenance } from "./maintenance";
import type { MaintenanceProps, MaintenanceSpec } from "./maintenance";
/** How soon a cluster gets new versions of GKE. */
export const releaseChannels = ["rapid", "regular", "stable"] as const;

export type ReleaseChannel = (typeof releaseChannels)[number];

/** Where the control plane runs: in the stack's zone, or in several zones of its region. */
export const clusterLocations = ["zone", "region"] as const;

export type ClusterLocation = (typeof clusterLocations)[number];

/** Addresses that may reach the control plane. */
export interface AuthorizedNetworkProps {
  /** Public IPv4 range, such as `203.0.113.0/24`. */
  readonly cidr: string;
  /**
   * What the range is, for people who read the cluster's settings.
   * @default - no name
   */
  readonly name?: string | undefined;
}

/** A cluster that is there already. Nothing of it is touched but the objects in the stack's namespace. */
export interface ExistingClusterProps {
  /** Name of the cluster. */
  readonly name: string;
  /** Zone or region that the cluster is in, such as `europe-west4-a`. */
  readonly location: string;
}

/** A GKE cluster, as a user describes it. */
export interface GkeClusterProps {
  /**
   * Name of the cluster and of its network: at most 40 lower-case letters, digits and dashes. Changing it replaces both.
   * @default - `switchyard-<stack>`
   */
  readonly name?: string | undefined;
  /**
   * Where the control plane runs: `zone` in the stack's zone, `region` in several zones of its region, so that it
   * outlives one of them. Nodes are in the stack's zone with either. Changing it replaces the cluster.
   * @default "zone"
   */
  readonly location?: ClusterLocation | undefined;
  /**
   * How soon the cluster gets new versions. Changing it replaces nothing.
   * @default "regular"
   */
  readonly releaseChannel?: ReleaseChannel | undefined;
  /**
   * Version of GKE that the control plane starts with, such as `1.35`: GKE takes the newest patch that it offers. The channel
   * upgrades it later on. A newer one upgrades the control plane, an older one changes nothing.
   * @default - the channel's own
   */
  readonly version?: string | undefined;
  /**
   * When GKE may upgrade the control plane and the nodes. Changing it replaces nothing.
   * @default - Saturdays from 04:00 to 20:00 UTC
   */
  readonly maintenance?: MaintenanceProps | undefined;
  /**
   * Refuses to delete the cluster: the engine before it touches anything, and GKE itself. Set it to false, and run
   * `pulumi up`, before `pulumi destroy`.
   * @default true
   */
  readonly deletionProtection?: boolean | undefined;
  /**
   * Networks that may reach the control plane by its IP address. With them it is reached only in this way; without them
   * only by its DNS name, where Google's IAM decides who may. Changing it replaces nothing.
   * @default - none: only the DNS name
   */
  readonly authorizedNetworks?: readonly AuthorizedNetworkProps[] | undefined;
  /**
   * A cluster that is there already, instead of all of the above. Nothing on Google Cloud is made; its nodes must be there.
   * @default - a cluster is made
   */
  readonly existing?: ExistingClusterProps | undefined;
}

/** A cluster that is made, with every default filled in. */
export interface GkeClusterSpec {
  readonly name: string;
  /** The zone or the region of the control plane. */
  readonly location: string;
  /** The zone that all nodes are in. */
  readonly nodeZone: string;
  readonly releaseChannel: ReleaseChannel;
  /** Version to start with; undefined takes that of the channel. */
  readonly version: string | undefined;
  readonly maintenance: MaintenanceSpec;
  readonly deletionProtection: boolean;
  /** None: the control plane is reached by its DNS name alone. */
  readonly authorizedNetworks: readonly AuthorizedNetworkProps[];
  /** Whether metrics of NVIDIA GPUs are collected, by DCGM. */
  readonly gpuMetrics: boolean;
}

/** What the cluster follows from besides its props. */
export interface GkeClusterContext {
  /** Name where the user gives none. */
  readonly defaultName: string;
  readonly zone: string;
  readonly region: string;
  readonly gpuMetrics: boolean;
}

/** Fills in every default. */
export function resolveGkeCluster(props: GkeClusterProps, context: GkeClusterContext): GkeClusterSpec {
  const { defaultName, zone, region, gpuMetrics } = context;
  return {
    name: props.name ?? defaultName,
    location: props.location === "region" ? region : zone,
    nodeZone: zone,
    releaseChannel: props.releaseChannel ?? "regular",
    // One that is asked for is refused once its channel has dropped it, some 14 months after it came.
    version: props.version,
    maintenance: resolveMaintenance(props.maintenance ?? {}),
    deletionProtection: props.deletionProtection ?? true,
    authorizedNetworks: props.authorizedNetworks ?? [],
    gpuMetrics,
  };
}
