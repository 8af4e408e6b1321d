import { App } from "cdk8s";
import { InferenceGatewayChart, gatewayChartId } from "../components/gateway/inference-gateway-chart";
import { addHelmCharts } from "../components/gateway/provider-helm-chart";
import {
  StaticAnswersChart,
  staticAnswersId,
} from "../components/gateway/static-answers/static-answers-chart";
import { modelServingCharts } from "../components/model/model-serving-charts";
import { groupVariants } from "../components/model/variants";
import { KedaChart, kedaChartId } from "../components/scaling/keda/keda-chart";
import type { StackSpec } from "./stack-spec";

/** The only place that composes a stack, Helm charts included: the engine and `synth` both deploy its result. */
export function buildManifests(spec: StackSpec): App {
  const { provider, gateway, models, router, keda } = spec;
  const app = new App();
  const shared = new InferenceGatewayChart(app, gatewayChartId, gateway, provider);
  for (const variants of groupVariants(models)) modelServingCharts(app, variants, shared);
  if (spec.hasStaticAnswers) new StaticAnswersChart(app, staticAnswersId, spec, shared);
  const stack = { gateway, models, replicas: router.replicas };
  addHelmCharts(app, provider.helmCharts, stack, shared);
  if (keda?.install) {
    const props = { namespace: keda.namespace, watchNamespace: gateway.namespace };
    new KedaChart(app, kedaChartId, props, shared.namespaceObject).serve(app);
  }
  return app;
}
