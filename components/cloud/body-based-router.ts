import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import type { ProviderResource, ResourceTransform } from "@pulumi/pulumi";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { mergePatch } from "../plan/merge-patch";
import { bodyBasedRouterValues, routerDeploymentPatch, routerRelease } from "../serving/body-based-router";
import type { BodyBasedRouterSpec } from "../serving/body-based-router";
import { bodyBasedRouterChart } from "../versions";

/** How BBR is deployed. */
export interface BodyBasedRouterArgs {
  readonly spec: BodyBasedRouterSpec;
  /** Provider of the cluster. Charts need it by name: see {@link withPatch}. */
  readonly provider: ProviderResource;
  /**
   * Folder of the chart, where the registry cannot be reached.
   * @default - the pinned chart from its registry
   */
  readonly chartDir?: string | undefined;
}

/** The body-based router (BBR), from its Helm chart, with what the chart has no value for merged in. */
export class BodyBasedRouter extends ComponentResource {
  public readonly chart: Chart;

  public constructor(
    name: string,
    { spec, provider, chartDir }: BodyBasedRouterArgs,
    options: ComponentResourceOptions = {},
  ) {
    super("switchyard:cloud:BodyBasedRouter", name, {}, { ...options, provider });
    const source = chartDir === undefined ? pinnedChart : { chart: chartDir };
    this.chart = new Chart(
      name,
      { ...source, name: routerRelease, namespace: spec.namespace, values: bodyBasedRouterValues(spec) },
      {
        parent: this,
        provider,
        transforms: [withPatch(spec, provider)],
        // A component's own dependsOn does not reach the objects of a chart inside it.
        ...(options.dependsOn === undefined ? {} : { dependsOn: options.dependsOn }),
      },
    );
    this.registerOutputs({});
  }
}

const pinnedChart = { chart: bodyBasedRouterChart.reference, version: bodyBasedRouterChart.version };

/**
 * Merges the patch into the chart's Deployment, and gives every object of the chart its provider: in a transform the
 * provider of a chart's children is undefined, and without one they would go to the default provider, that is, to
 * whatever cluster the user's kubeconfig points at.
 */
function withPatch(spec: BodyBasedRouterSpec, provider: ProviderResource): ResourceTransform {
  return ({ type, props, opts }) => ({
    props: type === "kubernetes:apps/v1:Deployment" ? mergePatch(props, routerDeploymentPatch(spec)) : props,
    opts: type.startsWith("kubernetes:helm.sh/") ? opts : { ...opts, provider },
  });
}
