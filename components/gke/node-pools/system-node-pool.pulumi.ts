import { NodePool } from "@pulumi/gcp/container/nodePool";
import type { NodePoolArgs } from "@pulumi/gcp/container/nodePool";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Input, ProviderResource } from "@pulumi/pulumi";
import type { SystemPoolSpec } from "./system-pool";
import { filledInPool } from "./filled-by-gke";
import { nodeConfigOf } from "./node-config.pulumi";
import { transformed } from "../transform.pulumi";
import type { CloudTransform } from "../transform.pulumi";
import { mapping } from "../../keys/mapping";

/** Where a node pool is. */
export interface NodePoolPlace {
  /** Id of the cluster. Changing it replaces the pool. */
  readonly cluster: Input<string>;
  /** Zone or region of the cluster. Changing it replaces the pool. */
  readonly location: string;
  /** Zone of the nodes. Changing it moves them. */
  readonly zone: string;
  /** Id of the project. Changing it replaces the pool. */
  readonly project: string;
  /** Address of the service account that the nodes run as. Changing it replaces the pool. */
  readonly nodeAccount: Input<string>;
}

/** The pool without accelerators. */
export interface SystemNodePoolArgs extends SystemPoolSpec, NodePoolPlace {
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
  /**
   * Changes the arguments of the pool just before it is made.
   * @default - none
   */
  readonly transform?: Pick<CloudTransform, "nodePool"> | undefined;
}

/** The nodes that run BBR, the endpoint pickers and the cluster's own pods. */
export class SystemNodePool extends ComponentResource {
  public readonly pool: NodePool;

  public constructor(name: string, args: SystemNodePoolArgs, options: ComponentResourceOptions = {}) {
    const { provider } = mapping(args, `SystemNodePool "${name}"`);
    super("switchyard:cloud:SystemNodePool", name, {}, { ...options, provider });
    this.pool = new NodePool(name, transformed(systemPoolArgs(args), args.transform?.nodePool), {
      parent: this,
      provider,
      ...poolOptions,
    });
    this.registerOutputs({ name: this.pool.name });
  }
}

function systemPoolArgs(args: SystemNodePoolArgs): NodePoolArgs {
  const { minNodes, maxNodes, nodeAccount } = args;
  return {
    ...placeArgs(args),
    initialNodeCount: minNodes,
    autoscaling: { minNodeCount: minNodes, maxNodeCount: maxNodes },
    management: { autoRepair: true, autoUpgrade: true },
    // One extra node at a time: BBR's two replicas are on two nodes, and each request needs one of them.
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    nodeConfig: nodeConfigOf({ ...args, serviceAccount: nodeAccount }),
  };
}

/** The arguments of a pool that say where it is. */
export function placeArgs({
  name,
  cluster,
  location,
  zone,
  project,
}: NodePoolPlace & { readonly name: string }): NodePoolArgs {
  return { name, cluster, location, project, nodeLocations: [zone] };
}

export const poolOptions = {
  // The name is fixed, and there may be no quota for new nodes next to the old ones.
  deleteBeforeReplace: true,
  // It applies only at creation. Later the autoscaler decides, and a change would replace the pool.
  ignoreChanges: ["initialNodeCount", ...filledInPool],
  // GKE drains one node after another, and waits up to an hour for each.
  customTimeouts: { create: "1h", update: "4h", delete: "1h" },
};
