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
import type { CloudTransform } from "./transform.pulumi";

/** What a platform is made in, and by. */
export interface PlatformContext {
  /** Id of the project. Changing it replaces everything. */
  readonly project: string;
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
  /**
   * Changes the arguments of the cluster and of its node pools just before they are made.
   * @default - none
   */
  readonly transform?: CloudTransform | undefined;
}

/** What a platform offers to what comes after it. */
export interface Platform {
  readonly clusterName: Output<string>;
  /** How to reach the cluster, without a credential. */
  readonly kubeconfig: Output<string>;
  /** What no other cluster has, not even one of the same name that is made in its place. */
  readonly identity: Output<string>;
  /** Version of GKE that the control plane runs. */
  readonly version: Output<string>;
  /** What must be there before an object of Kubernetes is: its provider depends on them. */
  readonly pools: readonly Resource[];
}

/** The type by which the engine identifies a platform. */
export const platformType = "switchyard:cloud:GkePlatform";

/**
 * Makes the platform of a description that is already resolved and checked: a stack does that together with everything else.
 * The engine cannot tell it from a `GkePlatform` of a user's program.
 */
export function checkedPlatform(
  name: string,
  spec: GkeSpec,
  context: PlatformContext,
  options: ComponentResourceOptions = {},
): Platform {
  return new CheckedPlatform(name, spec, context, options).platform;
}

class CheckedPlatform extends ComponentResource {
  public readonly platform: Platform;

  public constructor(
    name: string,
    spec: GkeSpec,
    context: PlatformContext,
    options: ComponentResourceOptions,
  ) {
    super(platformType, name, {}, { ...options, provider: context.provider });
    this.platform = makePlatform(name, spec, context, this);
    this.registerOutputs(registeredOutputs(this.platform));
  }
}

/** What the engine shows of a platform. */
export function registeredOutputs({ clusterName, kubeconfig }: Platform) {
  return { clusterName, kubeconfig };
}

/** Everything below a platform. */
export function makePlatform(
  name: string,
  spec: GkeSpec,
  context: PlatformContext,
  parent: Resource,
): Platform {
  const clusterName = output(spec.kind === "new" ? spec.cluster.name : spec.name);
  const made =
    spec.kind === "new"
      ? makeCluster(name, spec, context, parent)
      : { ...existingGkeCluster({ ...spec, ...context }), pools: [] };
  return { clusterName, ...made };
}

function makeCluster(name: string, spec: NewGkeSpec, shared: PlatformContext, parent: Resource) {
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
  shared: PlatformContext & { readonly after: readonly Resource[] },
  parent: Resource,
): ClusterNetwork {
  if (network.kind === "existing") return { ...network, parts: [] };
  return new Network(name, { ...network, ...shared }, { parent }).forCluster;
}
