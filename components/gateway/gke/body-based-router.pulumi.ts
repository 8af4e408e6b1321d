import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { bodyBasedRouterValues, routerDeploymentPatch, routerRelease } from "./body-based-router";
import { resolveBodyBasedRouter } from "./router-props";
import type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./router-props";
import { bodyBasedRouterChart } from "../../versions";
import type { InferenceGateway } from "../inference-gateway.pulumi";
import type { ModelServing } from "../../model/model-serving.pulumi";
import { ownChartObjects } from "../../plan/own-chart-objects.pulumi";

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
        transforms: [
          ownChartObjects(provider, (type) =>
            type === "kubernetes:apps/v1:Deployment" ? routerDeploymentPatch(spec) : undefined,
          ),
        ],
        // Its routing extension refers to the Gateway, and its pods live in the namespace.
        dependsOn: [...gateway.resources.values()],
      },
    );
    this.registerOutputs({});
  }
}

const pinnedChart = { chart: bodyBasedRouterChart.reference, version: bodyBasedRouterChart.version };

function routerSpec({ gateway, models, replicas }: BodyBasedRouterArgs): BodyBasedRouterSpec {
  return resolveBodyBasedRouter(
    { replicas },
    { gateway: gateway.spec, models: models.map(({ spec }) => spec) },
  );
}
