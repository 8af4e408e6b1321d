import type { Construct } from "constructs";
import type { InferenceGatewayChart } from "../inference-gateway-chart";
import { ProviderChart } from "../provider-chart";
import { bodyBasedRouterHelmChart, routerName } from "./body-based-router";
import type { BodyBasedRouterSpec } from "./body-based-router";

/** Id of BBR's chart in the plan of a stack, and the name that the engine knows BBR by. */
export const routerChartId = routerName;

/** The body-based router (BBR): its Helm chart, with what the chart has no value for merged in. */
export class BodyBasedRouterChart extends ProviderChart {
  /** @param shared the chart of the gateway that it reads requests for. */
  public constructor(scope: Construct, id: string, spec: BodyBasedRouterSpec, shared: InferenceGatewayChart) {
    super(scope, id, bodyBasedRouterHelmChart(spec), shared);
  }
}
