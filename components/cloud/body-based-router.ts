import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource, ResourceTransform } from "@pulumi/pulumi";
import { ownershipAnnotations } from "../plan/engine-annotations";
import { mergePatch } from "../plan/merge-patch";
import {
  bodyBasedRouterValues,
  defaultRouterReplicas,
  routerDeploymentPatch,
  routerRelease,
} from "../serving/body-based-router";
import type { BodyBasedRouterProps, BodyBasedRouterSpec } from "../serving/body-based-router";
import { bodyBasedRouterChart } from "../versions";
import type { InferenceGateway } from "./inference-gateway";
import type { ModelServing } from "./model-serving";

/** BBR and how it is deployed. */
export interface BodyBasedRouterArgs extends BodyBasedRouterProps {
  /** The gateway that it reads requests for. One gateway has one router. */
  readonly gateway: InferenceGateway;
  /** The gateway's models. Changing their adapters restarts BBR's pods one by one. */
  readonly models: readonly ModelServing[];
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /**
   * Folder of the chart, for where its registry cannot be reached.
   * @default - the pinned chart from its registry
   */
  readonly chartDir?: string | undefined;
}

/** The body-based router (BBR), from its Helm chart, with what the chart has no value for merged in. */
export class BodyBasedRouter extends ComponentResource {
  public readonly chart: Chart;

  public constructor(name: string, args: BodyBasedRouterArgs, options: ComponentResourceOptions = {}) {
    const { gateway, provider, chartDir } = args;
    super("switchyard:cloud:BodyBasedRouter", name, {}, { ...options, provider });
    const spec = routerSpec(args);
    const source = chartDir === undefined ? pinnedChart : { chart: chartDir };
    this.chart = new Chart(
      name,
      { ...source, name: routerRelease, namespace: spec.namespace, values: bodyBasedRouterValues(spec) },
      {
        parent: this,
        provider,
        transforms: [withPatch(spec, provider)],
        // Its routing extension refers to the Gateway, and its pods live in the namespace.
        dependsOn: [...gateway.resources.values()],
      },
    );
    this.registerOutputs({});
  }
}

const pinnedChart = { chart: bodyBasedRouterChart.reference, version: bodyBasedRouterChart.version };

function routerSpec({ gateway, models, replicas }: BodyBasedRouterArgs): BodyBasedRouterSpec {
  return {
    namespace: gateway.spec.namespace,
    gatewayName: gateway.spec.name,
    replicas: replicas ?? defaultRouterReplicas,
    models: models.map(({ spec }) => spec),
  };
}

/**
 * Merges the patch into the chart's Deployment, and gives every object of the chart the mark that it is ours, and its
 * provider: in a transform the provider of a chart's children is undefined, and without one they would go to the default
 * provider, that is, to whatever cluster the user's kubeconfig points at.
 */
function withPatch(spec: BodyBasedRouterSpec, provider: ProviderResource): ResourceTransform {
  return ({ type, props, opts }) => {
    // The chart itself is an object of the engine's alone.
    if (type.startsWith("kubernetes:helm.sh/")) return { props, opts };
    const owned = mergePatch(props, { metadata: { annotations: ownershipAnnotations } });
    const isDeployment = type === "kubernetes:apps/v1:Deployment";
    return {
      props: isDeployment ? mergePatch(owned, routerDeploymentPatch(spec)) : owned,
      opts: { ...opts, provider },
    };
  };
}
