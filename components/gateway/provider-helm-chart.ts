import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import { commonLabels } from "../objects/labels";
import { createAfter } from "../plan/create-after";
import { HelmChart } from "../plan/helm-chart";
import type { HelmChartProps } from "../plan/helm-chart";
import type { InferenceGatewayChart } from "./inference-gateway-chart";
import type { GatewayHelmChart, GatewayStack } from "./provider";

/** Which objects a Helm chart of a gateway comes before, and its namespace. */
export type HelmChartPlace = Pick<GatewayHelmChart, "beforeGateway" | "newNamespace">;

/** A Helm chart that belongs to a gateway. */
export class ProviderHelmChart extends Chart {
  public readonly helm: HelmChart;

  /**
   * @param shared the chart of the gateway.
   * @param place by default it comes after all objects of the gateway, in a namespace that exists.
   */
  public constructor(
    scope: Construct,
    id: string,
    helm: HelmChartProps,
    shared: InferenceGatewayChart,
    place: HelmChartPlace = {},
  ) {
    super(scope, id, { disableResourceNameHashes: true });
    const { beforeGateway, newNamespace } = place;
    this.helm = new HelmChart(this, "helm", helm);
    if (newNamespace)
      createAfter(this.helm, [this.addNamespace(helm.namespace, newNamespace)], "its pods live in it");
    if (beforeGateway === undefined)
      createAfter(this.helm, [shared], "it may refer to the Gateway, and its pods live in the namespace");
    else
      for (const object of [shared.gateway, ...shared.providerObjects])
        createAfter(object, [this.helm], beforeGateway);
  }

  private addNamespace(name: string, labels: Readonly<Record<string, string>>): ApiObject {
    return new ApiObject(this, "namespace", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { ...commonLabels("namespace"), ...labels } },
    });
  }
}

/** All Helm charts of a gateway. Those that come before the Gateway follow each other. */
export function addHelmCharts(
  scope: Construct,
  charts: readonly GatewayHelmChart[],
  stack: GatewayStack,
  shared: InferenceGatewayChart,
): void {
  const early: { readonly chart: ProviderHelmChart; readonly because: string }[] = [];
  for (const described of charts) {
    const chart = new ProviderHelmChart(scope, described.id, described.helm(stack), shared, described);
    const { beforeGateway } = described;
    if (beforeGateway === undefined) continue;
    for (const { chart: first, because } of early) createAfter(chart.helm, [first.helm], because);
    early.push({ chart, because: beforeGateway });
  }
}
