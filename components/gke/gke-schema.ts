/** Shapes of a stack file's keys about Google Cloud, and what to do about a wrong value of each. */
import { z } from "zod";
import { consumptions } from "../accelerators/consumption";
import { gpuSharingSchema } from "../accelerators/gpu-sharing";
import { acceleratorNames } from "../accelerators/table";
import { clusterLocations, releaseChannels } from "./cluster/cluster";
import type { AuthorizedNetworkProps, ExistingClusterProps } from "./cluster/cluster";
import { gkeVersionPattern } from "./cluster/gke-version";
import { inUtc, isInstant } from "./cluster/instant";
import { exclusionScopeNames, weekdayNames } from "./cluster/maintenance";
import type { MaintenanceProps } from "./cluster/maintenance";
import type { ExistingNetworkProps } from "./network/network";
import { isNetworkPath, isSubnetworkPath } from "./network/network-path";
import { gpuDrivers } from "./node-pools/node-pool-props";
import type { AcceleratorPoolProps, NodePoolsProps, SystemPoolProps } from "./node-pools/node-pool-props";
import { systemMachineTypes } from "./node-pools/system-machines";

/** A block of IPv4 addresses in CIDR notation. */
export const ipRange = z.string().regex(z.regexes.cidrv4, { error: "must be a range of IPv4 addresses" });

/** A name on Google Cloud. Source: Compute Engine, "Naming resources". */
const cloudName = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, {
      error: "must be lower-case letters, digits and '-', starting with a letter",
    });

const existingNetwork: z.ZodType<ExistingNetworkProps> = z
  .strictObject({
    network: z.string().refine(isNetworkPath, {
      error: "must be the name of a network, or projects/<project>/global/networks/<name>",
    }),
    subnetwork: z.string().refine(isSubnetworkPath, {
      error: "must be the name of a subnet, or projects/<project>/regions/<region>/subnetworks/<name>",
    }),
    podsRange: cloudName(63),
    servicesRange: cloudName(63),
  })
  .meta({ id: "ExistingNetworkProps" });

/** Shapes of everything under `network`. */
export const networkShape = {
  nodes: ipRange.optional(),
  pods: ipRange.optional(),
  services: ipRange.optional(),
  existing: existingNetwork.optional(),
};

/** Names of clusters are shorter than others. Source: GKE's API, `Cluster.name`. */
export const clusterName = cloudName(40);

const existingCluster: z.ZodType<ExistingClusterProps> = z
  .strictObject({
    name: clusterName,
    location: z
      .string()
      .regex(/^[a-z]+-[a-z]+[0-9]+(?:-[a-z])?$/, { error: "must be a compute zone or region" }),
  })
  .meta({ id: "ExistingClusterProps" });

const authorizedNetwork: z.ZodType<AuthorizedNetworkProps> = z
  .strictObject({ cidr: ipRange, name: z.string().min(1).max(100).optional() })
  .meta({ id: "AuthorizedNetworkProps" });

/** A point in time in UTC. */
const instant = z.string().superRefine((text, context) => {
  if (isInstant(text)) return;
  const same = inUtc(text);
  context.addIssue({
    code: "custom",
    message: "must be a time in UTC, such as 2026-12-20T00:00:00Z",
    params: same === undefined ? {} : { fix: `write it as ${same}` },
  });
});

const maintenance: z.ZodType<MaintenanceProps> = z
  .strictObject({
    window: z
      .strictObject({
        days: z.array(z.enum(weekdayNames)).min(1).optional(),
        startHourUtc: z.number().int().min(0).max(23).optional(),
        durationHours: z.number().int().min(4).max(24).optional(),
      })
      .meta({ id: "MaintenanceWindowProps" })
      .optional(),
    exclusions: z
      .array(
        z
          .strictObject({
            name: z.string().min(1).max(63),
            start: instant,
            end: instant,
            scope: z.enum(exclusionScopeNames).optional(),
          })
          .meta({ id: "MaintenanceExclusionProps" }),
      )
      // As many as GKE takes.
      .max(20)
      .optional(),
  })
  .meta({ id: "MaintenanceProps" });

/** Shapes of everything under `cluster` that is about GKE. */
export const clusterShape = {
  name: clusterName.optional(),
  location: z.enum(clusterLocations).optional(),
  releaseChannel: z.enum(releaseChannels).optional(),
  version: z.string().regex(gkeVersionPattern, { error: "must be a version of GKE" }).optional(),
  maintenance: maintenance.optional(),
  deletionProtection: z.boolean().optional(),
  // As many as GKE takes.
  authorizedNetworks: z.array(authorizedNetwork).max(100).optional(),
  existing: existingCluster.optional(),
};

/**
 * A reservation of this project, or of one that shares it, and a part of it. Source: gcloud's `--reservation` of node pools, as
 * AI-Hypercomputer/xpk parses it (src/xpk/core/capacity.py).
 */
const reservationPath =
  /^(?:projects\/[a-z][a-z0-9.:-]*\/reservations\/)?[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\/reservationBlocks\/[a-z0-9-]+(?:\/reservationSubBlocks\/[a-z0-9-]+)?)?$/;
const reservationRule =
  "must be the name of a reservation, or projects/<project>/reservations/<name> where another project shares it";

const poolShape = {
  maxNodes: z.number().int().min(1).max(100).optional(),
  minNodes: z.number().int().min(0).max(100).optional(),
  consumption: z.enum(consumptions).optional(),
  reservation: z.string().regex(reservationPath, { error: reservationRule }).optional(),
  gpuDriver: z.enum(gpuDrivers).optional(),
  gpuSharing: gpuSharingSchema.optional(),
};

const acceleratorPool: z.ZodType<AcceleratorPoolProps> = z
  .strictObject({ ...poolShape, topology: z.string().optional() })
  .meta({ id: "AcceleratorPoolProps" });

/** A key for each accelerator, and not a record, so that a name that is written wrongly can be told from the right ones. */
const acceleratorPools: z.ZodType<NodePoolsProps["accelerators"]> = z.strictObject(
  Object.fromEntries(acceleratorNames.map((name) => [name, acceleratorPool.optional()])),
);

const systemPool: z.ZodType<SystemPoolProps> = z
  .strictObject({
    machineType: z.enum(systemMachineTypes).optional(),
    maxNodes: z.number().int().min(1).max(100).optional(),
  })
  .meta({ id: "SystemPoolProps" });

/** Shapes of everything under `nodePools`. */
export const nodePoolsShape = {
  ...poolShape,
  accelerators: acceleratorPools.optional(),
  system: systemPool.optional(),
};

/** What to do about a wrong value, by its key. */
export const gkeFixes = {
  nodes: "use a private range such as 10.0.0.0/20",
  pods: "use a private range such as 10.4.0.0/14",
  services: "use a private range such as 10.8.0.0/20",
  existing: "name what is there already by its keys",
  network: "use the network's name; for a shared VPC its path in the host project",
  subnetwork:
    "use the name of the network's subnet in the cluster's region; for a shared VPC its path in the host project",
  podsRange: "use the name of the subnet's secondary range for pods",
  servicesRange: "use the name of the subnet's secondary range for Services",
  location: 'use "zone" or "region"',
  "existing.location": "use the zone or region of the cluster, such as europe-west4-a",
  releaseChannel: 'use "regular", or leave it out',
  version: 'write it in quotes, such as "1.35", or leave it out to get that of the channel',
  maintenance: "say `window` or `exclusions`, or leave it out",
  days: "list days, such as saturday",
  startHourUtc: "give a whole hour in UTC, such as 4",
  durationHours: "give whole hours, 4 to 24: GKE does not count a shorter window",
  exclusions: "list times, each with `name`, `start` and `end`; GKE takes 20",
  "exclusions.name": "use a short text, such as black-friday",
  start: "write it as 2026-12-20T00:00:00Z",
  end: "write it as 2027-01-02T00:00:00Z",
  scope: "use no-upgrades, no-minor-upgrades or no-minor-or-node-upgrades",
  deletionProtection: "use true, or false to let the cluster be deleted",
  authorizedNetworks: "list your networks, each with its `cidr`, or leave it out and use the DNS endpoint",
  cidr: "list your networks, such as 203.0.113.0/24, or leave authorizedNetworks out and use the DNS endpoint",
  maxNodes: "set how many nodes the pool may grow to",
  minNodes: "set how many nodes the pool keeps at least",
  consumption: 'use "on-demand", "spot", "flex-start" or "reservation"',
  reservation: "use the reservation's name, such as my-h100-block",
  gpuDriver: 'use "latest", or "default" for that of the version of GKE',
  gpuSharing: "say how many replicas share a GPU, in `clientsPerGpu`",
  clientsPerGpu: "set how many replicas share a GPU, at least 2",
  topology: "leave it out: it follows from the accelerator",
  machineType: "use one of these, or leave it out",
  system: "say `machineType` or `maxNodes`, or leave it out",
  accelerators: "write the options of one accelerator under its name",
};
