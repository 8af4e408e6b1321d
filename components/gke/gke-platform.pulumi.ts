import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, Resource } from "@pulumi/pulumi";
import { mapping } from "../keys/mapping";
import { written } from "../keys/props";
import { throwIfAny } from "../problems/problems";
import { makePlatform, platformType, registeredOutputs } from "./checked-platform.pulumi";
import type { Platform, PlatformContext } from "./checked-platform.pulumi";
import { checkGke, gkeSchema, resolveGke } from "./gke";
import type { GkeProps, GkeSpec } from "./gke";

/** Everything that a stack needs on Google Cloud. */
export interface GkePlatformArgs extends GkeProps, PlatformContext {}

/**
 * APIs, network, cluster and node pools, in this order; an existing cluster is only looked up.
 *
 * @throws InvalidArgs when the props are wrong, with all problems at once and before any resource is made.
 */
export class GkePlatform extends ComponentResource implements Platform {
  public readonly clusterName: Output<string>;
  /** How to reach the cluster, without a credential. */
  public readonly kubeconfig: Output<string>;
  /** Unique identity of the cluster. Not even a later cluster of the same name shares it. */
  public readonly identity: Output<string>;
  /** Version of GKE that the control plane runs. */
  public readonly version: Output<string>;
  /** What must exist before any Kubernetes object: its provider depends on these. */
  public readonly pools: readonly Resource[];

  public constructor(name: string, args: GkePlatformArgs, options: ComponentResourceOptions = {}) {
    const { project, provider, transform, ...props } = mapping(args, `GkePlatform "${name}"`);
    const spec = resolveChecked(name, props);
    super(platformType, name, {}, { ...options, provider });
    const platform = makePlatform(name, spec, { project, provider, transform }, this);
    this.clusterName = platform.clusterName;
    this.kubeconfig = platform.kubeconfig;
    this.identity = platform.identity;
    this.version = platform.version;
    this.pools = platform.pools;
    this.registerOutputs(registeredOutputs(platform));
  }
}

function resolveChecked(name: string, props: GkeProps): GkeSpec {
  const subject = `GkePlatform "${name}"`;
  const value = written(gkeSchema, props, subject);
  const spec = resolveGke(value);
  throwIfAny(subject, checkGke(value, spec));
  return spec;
}
