/** The keys of a GKE cluster, and the cluster that they resolve to. */
import { z } from "zod";
import { key, section } from "../../keys/key";
import { filled } from "../../keys/props";
import type { Props } from "../../keys/props";
import { cloudName, ipRange, text } from "../../keys/values";
import { gkeVersionPattern } from "./gke-version";
import { maintenanceSchema, resolveMaintenance } from "./maintenance";
import type { MaintenanceSpec } from "./maintenance";

/** How soon a cluster gets new versions of GKE. */
export const releaseChannels = ["rapid", "regular", "stable"] as const;

export type ReleaseChannel = (typeof releaseChannels)[number];

/** Where the control plane runs: in the stack's zone, or in several zones of its region. */
const clusterLocations = ["zone", "region"] as const;

export type ClusterLocation = (typeof clusterLocations)[number];

/** Names of clusters are shorter than others. Source: GKE's API, `Cluster.name`. */
export const clusterName = cloudName(40);

const nothing = "replaces nothing";

/** Addresses that may reach the control plane. */
const authorizedNetworkSchema = z
  .strictObject({
    cidr: key(ipRange, {
      values: "IPv4 range",
      description: "Public IPv4 range, such as `203.0.113.0/24`.",
      change: nothing,
      fix: "list your networks, such as 203.0.113.0/24, or leave authorizedNetworks out and use the DNS endpoint",
    }),
    name: key(text.max(100).optional(), {
      description: "What the range is, for people reading the cluster's settings.",
      otherwise: "no name",
      change: nothing,
      fix: "use a short text, or leave it out",
    }),
  })
  .meta({ id: "AuthorizedNetworkProps" });

/** An existing cluster. Nothing in it is changed except the objects in the stack's namespace. */
const existingClusterSchema = z
  .strictObject({
    name: key(clusterName, {
      description: "Name of the cluster.",
      change: "deploys all objects to another cluster",
      fix: "use the cluster's name, without its project",
    }),
    location: key(
      z.string().regex(/^[a-z]+-[a-z]+[0-9]+(?:-[a-z])?$/, { error: "must be a compute zone or region" }),
      {
        description: "Zone or region that the cluster is in, such as `europe-west4-a`.",
        change: "deploys all objects to another cluster",
        fix: "use the zone or region of the cluster, such as europe-west4-a",
      },
    ),
  })
  .meta({ id: "ExistingClusterProps" });

/** The keys of a GKE cluster. */
export const clusterKeys = {
  name: key(clusterName.optional(), {
    description: "Name of the cluster and of its network: at most 40 lower-case letters, digits and dashes.",
    otherwise: "`switchyard-<stack>`",
    change: "replaces both",
    fix: "use a short name such as switchyard-tpu, or leave it out",
  }),
  location: key(z.enum(clusterLocations).default("zone"), {
    description:
      "Where the control plane runs: `zone` means in the stack's zone, `region` in several zones of its region, so that it survives the loss of one. Nodes are in the stack's zone either way.",
    change: "replaces the cluster",
    fix: 'use "zone" or "region"',
  }),
  releaseChannel: key(z.enum(releaseChannels).default("regular"), {
    description: "How soon the cluster gets new versions.",
    change: nothing,
    fix: 'use "regular", or leave it out',
  }),
  version: key(z.string().regex(gkeVersionPattern, { error: "must be a version of GKE" }).optional(), {
    description:
      "GKE version that the control plane starts with, such as `1.35`, in quotes: GKE uses the newest patch that it offers. The channel upgrades it later. Setting a newer version upgrades the control plane, an older one changes nothing.",
    otherwise: "the channel's default",
    change: nothing,
    fix: 'write it in quotes, such as "1.35", or leave it out for the default of the channel',
  }),
  maintenance: section(maintenanceSchema.prefault({}), {
    description: "When GKE may upgrade the control plane and the nodes. Changing it replaces nothing.",
    otherwise: "Saturdays from 04:00 to 20:00 UTC",
    fix: "set `window` or `exclusions`, or leave it out",
  }),
  deletionProtection: key(z.boolean().default(true), {
    description:
      "Protects the cluster from deletion, by the engine before it touches anything, and by GKE. Set it to false and run `pulumi up` before `pulumi destroy`.",
    change: nothing,
    fix: "use true, or false to let the cluster be deleted",
  }),
  // GKE's own maximum.
  authorizedNetworks: section(z.array(authorizedNetworkSchema).max(100).default([]), {
    description:
      "Networks that may reach the control plane by its IP address. If set, it is reachable only that way; otherwise only by its DNS name, where Google's IAM controls access. Changing it replaces nothing.",
    otherwise: "none: only the DNS name",
    fix: "list your networks, each with its `cidr`, or leave it out and use the DNS endpoint",
  }),
  existing: section(existingClusterSchema.optional(), {
    description:
      "An existing cluster, instead of all of the above. Nothing is created on Google Cloud; the cluster must already have the nodes.",
    otherwise: "a cluster is created",
    fix: "identify the cluster by its keys",
  }),
};

/** A GKE cluster, as a user describes it. */
export const gkeClusterSchema = z.strictObject(clusterKeys);

/** Addresses that may reach the control plane, as a user lists them. */
export interface AuthorizedNetworkProps extends Props<typeof authorizedNetworkSchema> {}

/** An existing cluster, as a user names it. */
export interface ExistingClusterProps extends Props<typeof existingClusterSchema> {}

/** A GKE cluster, as a user describes it. */
export interface GkeClusterProps extends Props<typeof gkeClusterSchema> {}

/** A new cluster, with all defaults applied. */
export interface GkeClusterSpec {
  readonly name: string;
  /** The zone or the region of the control plane. */
  readonly location: string;
  /** The zone that all nodes are in. */
  readonly nodeZone: string;
  readonly releaseChannel: ReleaseChannel;
  /** Version to start with; undefined uses the channel's default. */
  readonly version: string | undefined;
  readonly maintenance: MaintenanceSpec;
  readonly deletionProtection: boolean;
  /** If empty, the control plane is reachable only by its DNS name. */
  readonly authorizedNetworks: readonly AuthorizedNetworkProps[];
  /** Whether metrics of NVIDIA GPUs are collected, by DCGM. */
  readonly gpuMetrics: boolean;
}

/** What the cluster depends on besides its props. */
export interface GkeClusterContext {
  /** Default of the name. */
  readonly defaultName: string;
  readonly zone: string;
  readonly region: string;
  readonly gpuMetrics: boolean;
}

/**
 * Checks the props and applies the defaults.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveGkeCluster(props: GkeClusterProps, context: GkeClusterContext): GkeClusterSpec {
  const { defaultName, zone, region, gpuMetrics } = context;
  const { existing: _, name, location, ...stated } = filled(gkeClusterSchema, props, "cluster");
  return {
    ...stated,
    name: name ?? defaultName,
    location: location === "region" ? region : zone,
    nodeZone: zone,
    // GKE refuses an explicit version once its channel has dropped it, some 14 months after its release.
    version: stated.version,
    maintenance: resolveMaintenance(stated.maintenance),
    gpuMetrics,
  };
}
