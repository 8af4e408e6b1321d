import { App } from "cdk8s";
import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { bodyBasedRouterHelmChart, resolveBodyBasedRouter, routerGatewayOf } from "./body-based-router";
import type { BodyBasedRouterProps } from "./body-based-router";
import type { InferenceGateway } from "../inference-gateway.pulumi";
import { ProviderHelmChart } from "../provider-helm-chart";
import type { ModelServing } from "../../model/model-serving.pulumi";
import { deployPlan } from "../../plan/deploy-plan.pulumi";
import { planDeployment } from "../../plan/deployment-plan";
import { helmChartName } from "../../plan/helm-chart";

const type = "switchyard:cloud:BodyBasedRouter";

/** BBR and how it is deployed. */
export interface BodyBasedRouterArgs extends BodyBasedRouterProps {
  /** The gateway that it reads requests for. One gateway has one router. */
  readonly gateway: InferenceGateway;
  /** The gateway's models. Changing their adapters restarts BBR's pods one by one. */
  readonly models: readonly ModelServing[];
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /**
   * Folder of the chart, for when its registry cannot be reached.
   * @default - the pinned chart from its registry
   */
  readonly chartDir?: string | undefined;
}

/**
 * The body-based router (BBR), from its Helm chart, patched where the chart has no value.
 *
 * @throws InvalidArgs when the props are wrong or the gateway needs no BBR, before any resource is made.
 */
export class BodyBasedRouter extends ComponentResource {
  /** The Helm chart. Depend on it to wait for all of BBR. */
  public readonly chart: Chart;

  public constructor(
    name: string,
    { gateway, models, provider, chartDir, ...props }: BodyBasedRouterArgs,
    options: ComponentResourceOptions = {},
  ) {
    const subject = `BodyBasedRouter "${name}"`;
    const kind = routerGatewayOf(gateway.spec.provider, subject);
    const served = models.map((model) => model.spec);
    const spec = resolveBodyBasedRouter(props, gateway.spec, served, subject);
    const app = new App();
    const { helm } = new ProviderHelmChart(app, name, bodyBasedRouterHelmChart(spec, kind), gateway.chart);
    const plan = planDeployment(app);
    super(type, name, {}, { ...options, provider });
    const chartFolders =
      chartDir === undefined ? undefined : new Map([[helmChartName(helm.props.source), chartDir]]);
    const resource = { parent: this, provider };
    const chart = deployPlan(plan, { resource, existing: gateway.resources, chartFolders }).get(name);
    if (!(chart instanceof Chart)) throw new Error(`${name} was planned without a Helm chart`);
    this.chart = chart;
    this.registerOutputs({});
  }
}
