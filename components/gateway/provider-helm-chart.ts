import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import { createAfter } from "../plan/create-after";
import { HelmChart } from "../plan/helm-chart";
import type { HelmChartProps } from "../plan/helm-chart";
import type { InferenceGatewayChart } from "./inference-gateway-chart";

/** A Helm chart that belongs to a gateway. */
export class ProviderHelmChart extends Chart {
  public readonly helm: HelmChart;

  /** @param shared the chart of the gateway. */
  public constructor(scope: Construct, id: string, helm: HelmChartProps, shared: InferenceGatewayChart) {
    super(scope, id, { disableResourceNameHashes: true });
    this.helm = new HelmChart(this, "helm", helm);
    createAfter(this.helm, [shared], "it may refer to the Gateway, and its pods live in the namespace");
  }
}
