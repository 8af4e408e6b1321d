import { App } from "cdk8s";
import { InferenceGatewayChart, gatewayChartId } from "../components/gateway/inference-gateway-chart";
import { modelServingCharts } from "../components/model/model-serving-charts";
import { groupVariants } from "../components/model/variants";
import type { StackSpec } from "./stack-spec";

/** The only composition of a stack's charts: the engine and `synth` deploy what comes out of it. */
export function buildManifests(spec: StackSpec): App {
  const app = new App();
  const shared = new InferenceGatewayChart(app, gatewayChartId, spec.gateway);
  for (const variants of groupVariants(spec.models)) modelServingCharts(app, variants, shared);
  return app;
}
