import { App } from "cdk8s";
import { Chart } from "@pulumi/kubernetes/helm/v4/chart";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { resolveBodyBasedRouter, routerName } from "./body-based-router";
import type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./body-based-router";
import type { InferenceGateway } from "../inference-gateway.pulumi";
import type { GatewayHelmChart, GatewayProvider } from "../provider";
import { providers } from "../providers";
import { InvalidArgs } from "../../problems/problems";
import { ProviderHelmChart } from "../provider-helm-chart";
import { mapping } from "../../keys/mapping";
import type { ModelServing } from "../../model/model-serving.pulumi";
import { deployPlan } from "../../plan/deploy-plan.pulumi";
import { planDeployment } from "../../plan/deployment-plan";
import { helmChartName } from "../../plan/helm-chart";
import type { HelmChartProps } from "../../plan/helm-chart";

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

  public constructor(name: string, args: BodyBasedRouterArgs, options: ComponentResourceOptions = {}) {
    const subject = `BodyBasedRouter "${name}"`;
    const { gateway, models, provider, chartDir, ...props } = mapping(args, subject);
    const { spec: gatewaySpec } = mapping(gateway, subject, "gateway");
    const spec = resolveBodyBasedRouter(
      props,
      gatewaySpec,
      models.map((model) => model.spec),
      subject,
    );
    const app = new App();
    const { helm } = new ProviderHelmChart(app, name, routerChart(gateway, spec, subject), gateway.chart);
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

/**
 * BBR as the kind of gateway needs it.
 * @throws InvalidArgs when gateways of this kind read bodies themselves.
 */
function routerChart(
  { chart: { provider }, spec }: InferenceGateway,
  { models, replicas }: BodyBasedRouterSpec,
  subject: string,
): HelmChartProps {
  const router = chartOf(provider);
  if (router) return router.helm({ gateway: spec, models, replicas });
  const able = providers.filter(chartOf).map(({ title }) => title);
  throw new InvalidArgs(subject, [
    {
      code: "UnsupportedByGateway",
      path: "gateway",
      rule: "must be a gateway that needs BBR to read bodies",
      got: provider.title,
      fix: `leave BBR out, or use a gateway of ${able.join(" or ")}`,
    },
  ]);
}

function chartOf({ helmCharts }: GatewayProvider): GatewayHelmChart | undefined {
  return helmCharts.find(({ id }) => id === routerName);
}
