/** Everything that a stack needs on Google Cloud, resolved and checked as a whole. */
import { z } from "zod";
import { accelerator, acceleratorNames } from "../accelerators/table";
import { key, section } from "../keys/key";
import type { KeyFacts } from "../keys/key";
import { mapping } from "../keys/mapping";
import type { Props } from "../keys/props";
import { ipRange, text } from "../keys/values";
import type { Problem } from "../problems/problems";
import { planAcceleratorPools } from "./node-pools/accelerator-pools";
import type { AcceleratorPoolSpec } from "./node-pools/accelerator-pools";
import { checkGkeCluster } from "./cluster/check-cluster";
import { checkExistingNetwork } from "./network/check-existing-network";
import { checkNetwork } from "./network/check-network";
import type { NetworkDemand } from "./network/check-network";
import { checkNodePools } from "./node-pools/check-node-pools";
import { gkeClusterSchema, resolveGkeCluster } from "./cluster/cluster";
import type { GkeClusterSpec } from "./cluster/cluster";
import { imageProjects } from "./node-pools/image-projects";
import { networkSchema, resolveNetwork } from "./network/network";
import type { NetworkSpec } from "./network/network";
import { nodePoolsSchema } from "./node-pools/node-pool-props";
import { regionOfZone } from "./region-of-zone";
import { resolveSystemPool } from "./node-pools/system-pool";
import type { SystemPoolSpec } from "./node-pools/system-pool";
import { checkUnusedKeys } from "./check-unused-keys";

/** What the zone means, in a stack and in a program. */
export const zoneFacts: KeyFacts = {
  description:
    "Compute zone of the node pools, such as `europe-west4-a`; the region follows from it, and TPUs are checked against it.",
  change: "replaces the cluster that the stack made",
  fix: "use the zone of your node pools, such as europe-west4-a",
};

/** Compute zone of all nodes. */
export const zoneKey = key(
  z.string().regex(/^[a-z]+-[a-z]+[0-9]+-[a-z]$/, { error: "must be a compute zone" }),
  zoneFacts,
);

/** The network, the cluster and the node pools, which stacks and programs describe in the same way. */
export const gkeSections = {
  nodePools: section(nodePoolsSchema.optional(), {
    description: "The node pools: one for each accelerator that a model uses, and one without accelerators.",
    otherwise: "a node for each replica, and at most 8 nodes of each accelerator",
  }),
  network: section(networkSchema.optional(), {
    description: "The network of a new cluster.",
    otherwise: "one is created",
  }),
};

const follows = "resizes the pools";

const poolModel = z.strictObject({
  accelerator: key(z.enum(acceleratorNames), {
    description: "Accelerator of each replica.",
    change: follows,
  }),
  replicas: key(z.number().int().min(0), {
    description: "Replicas that always run.",
    unit: "replicas",
    change: follows,
  }),
});

const podRequests = z.strictObject({
  copies: key(z.number().int().min(0), {
    description: "Number of such pods.",
    unit: "copies",
    change: follows,
  }),
  cpuMilli: key(z.number().min(0), {
    description: "Processor request of each pod, in thousandths of a processor.",
    unit: "thousandths of a processor",
    change: follows,
  }),
  memoryMiB: key(z.number().min(0), {
    description: "Memory request of each pod, in MiB.",
    unit: "MiB",
    change: follows,
  }),
});

/** What a stack needs on Google Cloud, as a user describes it. The project is no part of it: nothing follows from it. */
export const gkeSchema = z.strictObject({
  stack: key(text, {
    description: "Name of the stack, from which other names are derived.",
    change: "replaces everything without an explicit name",
  }),
  zone: zoneKey,
  proxySubnet: key(ipRange, {
    values: "IPv4 range",
    description: "Range of the region's proxy-only subnet.",
    change: "replaces that subnet",
    fix: "use the range of the region's proxy-only subnet, such as 10.129.0.0/23",
  }),
  ...gkeSections,
  cluster: section(gkeClusterSchema.optional(), { description: "The cluster.", otherwise: "one is created" }),
  models: section(z.array(poolModel), {
    description: "The models, including parked ones.",
  }),
  systemPods: section(z.array(podRequests), {
    description: "Resource requests of BBR and the endpoint pickers.",
  }),
  images: key(z.array(z.string()).default([]), {
    description: "Images of the models. Nodes may read those in the project's own registries.",
    otherwise: "none that requires permission",
    change: "changes which registries the nodes may read",
  }),
});

/** What a stack needs on Google Cloud, as a user describes it. */
export interface GkeProps extends Props<typeof gkeSchema> {}

/** A new cluster with everything around it. */
export interface NewGkeSpec {
  readonly kind: "new";
  readonly region: string;
  readonly zone: string;
  readonly network: NetworkSpec;
  readonly cluster: GkeClusterSpec;
  readonly systemPool: SystemPoolSpec;
  readonly acceleratorPools: readonly AcceleratorPoolSpec[];
  /** Projects whose registries the models' images are in. */
  readonly imageProjects: readonly string[];
}

/** An existing cluster: nothing is created. */
export interface ExistingGkeSpec {
  readonly kind: "existing";
  readonly name: string;
  /** Zone or region of the cluster. */
  readonly location: string;
}

/** Everything that a stack needs on Google Cloud, with all defaults applied. */
export type GkeSpec = NewGkeSpec | ExistingGkeSpec;

/**
 * Fills in every default.
 * @throws InvalidArgs when the props are no mapping.
 */
export function resolveGke(props: GkeProps): GkeSpec {
  const { zone, proxySubnet, models, systemPods, ...sections } = mapping(props, "GKE");
  const { cluster = {}, network = {}, nodePools = {} } = sections;
  if (cluster.existing !== undefined) return { kind: "existing", ...cluster.existing };
  const region = regionOfZone(zone);
  const gpuMetrics = models.some((model) => accelerator(model.accelerator).kind === "gpu");
  const defaultName = `switchyard-${props.stack}`;
  const clusterSpec = resolveGkeCluster(cluster, { defaultName, zone, region, gpuMetrics });
  return {
    kind: "new",
    region,
    zone,
    network: resolveNetwork(network, { name: clusterSpec.name, region, proxySubnet }),
    cluster: clusterSpec,
    systemPool: resolveSystemPool(nodePools.system ?? {}, systemPods),
    acceleratorPools: planAcceleratorPools(models, nodePools),
    imageProjects: imageProjects(props.images ?? []),
  };
}

/**
 * Problems beyond the types of the props, with the paths of a stack file.
 * @param spec what {@link resolveGke} made of the props.
 */
export function checkGke(props: GkeProps, spec: GkeSpec): readonly Problem[] {
  if (spec.kind === "existing") {
    const { existing: _, ...others } = props.cluster ?? {};
    return [
      ...checkUnusedKeys("cluster", others, "cluster.existing"),
      ...checkUnusedKeys("network", props.network ?? {}, "cluster.existing"),
    ];
  }
  const { region, network, cluster, acceleratorPools, systemPool } = spec;
  return [
    ...checkGkeCluster(cluster),
    ...(network.kind === "new"
      ? checkNetwork(network, networkDemand(props, spec))
      : checkExistingNetwork(network, props.network ?? {}, region)),
    ...checkNodePools(props.nodePools ?? {}, acceleratorPools, systemPool),
  ];
}

function networkDemand({ models }: GkeProps, { acceleratorPools, systemPool }: NewGkeSpec): NetworkDemand {
  const pools = [...acceleratorPools, systemPool];
  const most = pools.reduce((sum, { maxNodes }) => sum + maxNodes, 0);
  // One more system node while the pool is upgraded; BBR's Service and one for each endpoint picker.
  return { nodes: most + 1, services: models.length + 1 };
}
