import { App } from "cdk8s";
import { InferenceGatewayChart, gatewayChartId } from "../../../components/gateway/inference-gateway-chart";
import { resolveInferenceGateway } from "../../../components/gateway/gateway-props";
import { modelServingCharts } from "../../../components/model/model-serving-charts";
import type { ServedModelProps } from "../../../components/model/model-serving-props";
import { resolveVariants } from "../../../components/model/variants";
import type { Patches } from "../../../components/patches/patch-props";
import { planDeployment } from "../../../components/plan/deployment-plan";
import type { DeploymentPlan } from "../../../components/plan/deployment-plan";

/** A model in its shortest form. */
export const phi = {
  model: "microsoft/Phi-3-mini-4k-instruct",
  accelerator: "nvidia-l4",
  name: "phi",
} as const;

/** A gateway and that model, as a cdk8s program. */
export function program(model: Partial<ServedModelProps>, patches?: Patches): App {
  const app = new App();
  const gateway = resolveInferenceGateway({ namespace: "demo", ...(patches && { patches }) });
  const shared = new InferenceGatewayChart(app, gatewayChartId, gateway);
  modelServingCharts(app, resolveVariants({ ...phi, namespace: "demo", ...model }), shared);
  return app;
}

/**
 * The plan of that program.
 * @param gateway patches of the gateway's objects.
 */
export function planOf(model: Partial<ServedModelProps>, gateway?: Patches): DeploymentPlan {
  return planDeployment(program(model, gateway));
}
