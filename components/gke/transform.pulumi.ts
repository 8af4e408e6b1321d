import type { ClusterArgs } from "@pulumi/gcp/container/cluster";
import type { NodePoolArgs } from "@pulumi/gcp/container/nodePool";

/**
 * Changes the arguments of resources on Google Cloud just before they are made, for what no prop says. Each function gets the
 * arguments that are about to be used and returns those to use. Nothing checks the result but Google's provider. Fields that
 * GKE fills in by itself are used when a resource is made and ignored later on, as without a transform.
 */
export interface CloudTransform {
  /**
   * The cluster's arguments.
   * @default - they are used as they are
   */
  readonly cluster?: ((args: ClusterArgs) => ClusterArgs) | undefined;
  /**
   * The arguments of every node pool, told apart by their `name`.
   * @default - they are used as they are
   */
  readonly nodePool?: ((args: NodePoolArgs) => NodePoolArgs) | undefined;
}

/** The arguments of a resource after its transform. */
export function transformed<Args>(args: Args, transform: ((args: Args) => Args) | undefined): Args {
  return transform === undefined ? args : transform(args);
}
