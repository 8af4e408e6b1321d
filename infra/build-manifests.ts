import { App } from "cdk8s";
import { BodyBasedRouterChart, routerChartId } from "../components/gateway/gke/body-based-router-chart";
import { InferenceGatewayChart, gatewayChartId } from "../components/gateway/inference-gateway-chart";
import { modelServingCharts } from "../components/model/model-serving-charts";
import { groupVariants } from "../components/model/variants";
import { KedaChart, kedaChartId } from "../components/scaling/keda/keda-chart";
import type { StackSpec } from "./stack-spec";

/** The only composition of a stack, Helm charts included: the engine and `synth` deploy what comes out of it. */
export function buildManifests({ gateway, models, router, keda }: StackSpec): App {
  const app = new App();
  const shared = new InferenceGatewayChart(app, gatewayChartId, gateway);
  for (const variants of groupVariants(models)) modelServingCharts(app, variants, shared);
  new BodyBasedRouterChart(app, routerChartId, router, shared);
  if (keda?.install) {
    const props = { namespace: keda.namespace, watchNamespace: gateway.namespace };
    new KedaChart(app, kedaChartId, props, shared.namespaceObject).serve(app);
  }
  return app;
}
