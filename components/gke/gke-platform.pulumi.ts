import { ComponentResource, output } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import type { GkeSpec, NewGkeSpec } from "./gke";
import { AcceleratorNodePool } from "./node-pools/accelerator-node-pool.pulumi";
import { existingGkeCluster } from "./cluster/existing-gke-cluster.pulumi";
import { GkeCluster } from "./cluster/gke-cluster.pulumi";
import { Network } from "./network/network.pulumi";
import type { ClusterNetwork } from "./network/network.pulumi";
import { NodeIdentity } from "./node-pools/node-identity.pulumi";
import { ProjectServices } from "./cluster/project-services.pulumi";
import { SystemNodePool } from "./node-pools/system-node-pool.pulumi";

/** Everything that a stack needs on Google Cloud. */
export interface GkePlatformArgs {
  /** What to create, or which existing cluster to use. */
  readonly spec: GkeSpec;
  /** Id of the project. Changing it replaces everything. */
  readonly project: string;
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/** APIs, network, cluster and node pools, in this order; an existing cluster is only looked up. */
export class GkePlatform extends ComponentResource {
  public readonly clusterName: Output<string>;
  /** How to reach the cluster, without a credential. */
  public readonly kubeconfig: Output<string>;
  /** Unique identity of the cluster. Not even a later cluster of the same name shares it. */
  public readonly identity: Output<string>;
  /** Version of GKE that the control plane runs. */
  public readonly version: Output<string>;
  /** What must exist before any Kubernetes object: its provider depends on these. */
  public readonly pools: readonly Resource[];

  public constructor(
    name: string,
    { spec, project, provider }: GkePlatformArgs,
    options: ComponentResourceOptions = {},
  ) {
    super("switchyard:cloud:GkePlatform", name, {}, { ...options, provider });
    const made =
      spec.kind === "new"
        ? makeCluster(name, spec, { project, provider }, this)
        : { ...existingGkeCluster({ ...spec, project, provider }), pools: [] };
    this.clusterName = output(spec.kind === "new" ? spec.cluster.name : spec.name);
    this.kubeconfig = made.kubeconfig;
    this.identity = made.identity;
    this.version = made.version;
    this.pools = made.pools;
    this.registerOutputs({ clusterName: this.clusterName, kubeconfig: this.kubeconfig });
  }
}

type Shared = Omit<GkePlatformArgs, "spec">;

function makeCluster(name: string, spec: NewGkeSpec, shared: Shared, parent: Resource) {
  const { services } = new ProjectServices(`${name}-services`, shared, { parent });
  const network = networkOf(`${name}-network`, spec, { ...shared, after: services }, parent);
  const clusterName = spec.cluster.name;
  const readsImages = spec.imageProjects.includes(shared.project);
  const { email, grants } = new NodeIdentity(
    `${name}-nodes`,
    { clusterName, readsImages, ...shared, after: services },
    { parent },
  );
  const { cluster, kubeconfig, identity, version } = new GkeCluster(
    `${name}-cluster`,
    { ...spec.cluster, ...shared, network, nodeAccount: email, after: [...services, ...grants] },
    { parent },
  );
  const {
    zone,
    cluster: { location },
  } = spec;
  const place = { ...shared, cluster: cluster.id, location, zone, nodeAccount: email };
  const systemPool = new SystemNodePool(`${name}-system`, { ...spec.systemPool, ...place }, { parent });
  const pools = spec.acceleratorPools.map(
    (pool) => new AcceleratorNodePool(`${name}-${pool.name}`, { ...pool, ...place, systemPool }, { parent }),
  );
  return { kubeconfig, identity, version, pools: [systemPool, ...pools].map(({ pool }) => pool) };
}

function networkOf(
  name: string,
  { network }: NewGkeSpec,
  shared: Shared & { readonly after: readonly Resource[] },
  parent: Resource,
): ClusterNetwork {
  if (network.kind === "existing") return { ...network, parts: [] };
  return new Network(name, { ...network, ...shared }, { parent }).forCluster;
}
