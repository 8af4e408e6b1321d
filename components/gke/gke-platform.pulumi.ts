import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { written } from "../keys/props";
import { throwIfAny } from "../problems/problems";
import { makePlatform, platformOutputs, platformType } from "./checked-platform.pulumi";
import { checkGke, gkeSchema, resolveGke } from "./gke";
import type { GkeProps, GkeSpec } from "./gke";
import type { CloudTransform } from "./transform.pulumi";

/** All that a stack needs on Google Cloud: what is made, or which cluster exists. */
export interface GkePlatformArgs extends GkeProps {
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

/**
 * APIs, network, cluster and node pools, in this order; for an existing cluster, nothing but a look at it.
 *
 * @throws InvalidArgs when the props are wrong, with all problems at once and before any resource is made.
 */
export class GkePlatform extends ComponentResource {
  public readonly clusterName: Output<string>;
  /** How to reach the cluster, without a credential. */
  public readonly kubeconfig: Output<string>;
  /** What no other cluster has, not even one of the same name that is made in its place. */
  public readonly identity: Output<string>;
  /** Version of GKE that the control plane runs. */
  public readonly version: Output<string>;
  /** What must be there before an object of Kubernetes is: its provider depends on them. */
  public readonly pools: readonly Resource[];

  public constructor(
    name: string,
    { project, provider, transform, ...props }: GkePlatformArgs,
    options: ComponentResourceOptions = {},
  ) {
    const spec = resolveChecked(name, props);
    super(platformType, name, {}, { ...options, provider });
    const platform = makePlatform(name, spec, { project, provider, transform }, this);
    this.clusterName = platform.clusterName;
    this.kubeconfig = platform.kubeconfig;
    this.identity = platform.identity;
    this.version = platform.version;
    this.pools = platform.pools;
    this.registerOutputs(platformOutputs(platform));
  }
}

function resolveChecked(name: string, props: GkeProps): GkeSpec {
  const subject = `GkePlatform "${name}"`;
  const value = written(gkeSchema, props, subject);
  const spec = resolveGke(value);
  throwIfAny(subject, checkGke(value, spec));
  return spec;
}
