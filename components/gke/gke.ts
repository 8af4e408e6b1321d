/** All that a stack needs on Google Cloud, from what a user says to what is made: the one thing to resolve and to check. */
import { accelerator } from "../accelerators/table";
import type { Problem } from "../problems/problems";
import { planAcceleratorPools } from "./node-pools/accelerator-pools";
import type { AcceleratorPoolSpec, PoolModel } from "./node-pools/accelerator-pools";
import { checkGkeCluster } from "./cluster/check-cluster";
import { checkExistingNetwork } from "./network/check-existing-network";
import { checkNetwork } from "./network/check-network";
import type { NetworkDemand } from "./network/check-network";
import { checkNodePools } from "./node-pools/check-node-pools";
import { resolveGkeCluster } from "./cluster/cluster";
import type { GkeClusterProps, GkeClusterSpec } from "./cluster/cluster";
import { imageProjects } from "./node-pools/image-projects";
import { resolveNetwork } from "./network/network";
import type { NetworkProps, NetworkSpec } from "./network/network";
import type { NodePoolsProps } from "./node-pools/node-pool-props";
import { regionOfZone } from "./region-of-zone";
import { resolveSystemPool } from "./node-pools/system-pool";
import type { SystemPoolSpec } from "./node-pools/system-pool";
import type { PodRequests } from "./node-pools/system-pods";
import { unusedKeys } from "./unused-keys";

/** What a stack needs on Google Cloud, as a user describes it. The project is no part of it: nothing follows from it. */
export interface GkeProps {
  /** Name of the stack, which names follow from. */
  readonly stack: string;
  /** Zone of all nodes; the region follows from it. */
  readonly zone: string;
  /** Range of the region's proxy-only subnet. */
  readonly proxySubnet: string;
  /**
   * The network.
   * @default - one is made, with the default ranges
   */
  readonly network?: NetworkProps | undefined;
  /**
   * The cluster.
   * @default - one is made
   */
  readonly cluster?: GkeClusterProps | undefined;
  /**
   * The node pools.
   * @default - one for each accelerator that a model uses, with a node for each replica
   */
  readonly nodePools?: NodePoolsProps | undefined;
  /** The models, those that are parked as well. */
  readonly models: readonly PoolModel[];
  /** What BBR and the endpoint pickers ask for. */
  readonly systemPods: readonly PodRequests[];
  /**
   * Images of the models: nodes may read those of the project's own registries.
   * @default - none that a right is needed for
   */
  readonly images?: readonly string[] | undefined;
}

/** A cluster that is made, with everything around it. */
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

/** A cluster that is there already: nothing is made. */
export interface ExistingGkeSpec {
  readonly kind: "existing";
  readonly name: string;
  /** Zone or region of the cluster. */
  readonly location: string;
}

/** All that a stack needs on Google Cloud, with every default filled in. */
export type GkeSpec = NewGkeSpec | ExistingGkeSpec;

/** Fills in every default. */
export function resolveGke(props: GkeProps): GkeSpec {
  const { zone, proxySubnet, models, systemPods, cluster = {}, network = {}, nodePools = {} } = props;
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
 * What is wrong with it beyond the types of its props, with the paths of a stack file.
 * @param spec what {@link resolveGke} made of the props.
 */
export function checkGke(props: GkeProps, spec: GkeSpec): readonly Problem[] {
  if (spec.kind === "existing") {
    const { existing: _, ...others } = props.cluster ?? {};
    return [
      ...unusedKeys("cluster", others, "cluster.existing"),
      ...unusedKeys("network", props.network ?? {}, "cluster.existing"),
    ];
  }
  const { region, network, cluster, acceleratorPools, systemPool } = spec;
  return [
    ...checkGkeCluster(cluster),
    ...(network.kind === "new"
      ? checkNetwork(network, demandOf(props, spec))
      : checkExistingNetwork(network, props.network ?? {}, region)),
    ...checkNodePools(props.nodePools ?? {}, acceleratorPools, systemPool),
  ];
}

function demandOf({ models }: GkeProps, { acceleratorPools, systemPool }: NewGkeSpec): NetworkDemand {
  const pools = [...acceleratorPools, systemPool];
  const most = pools.reduce((sum, { maxNodes }) => sum + maxNodes, 0);
  // One system node more while the pool is upgraded; BBR's Service and one of each endpoint picker.
  return { nodes: most + 1, services: models.length + 1 };
}
