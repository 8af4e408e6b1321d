import type { Construct } from "constructs";
import type { InferenceGatewayChart } from "../gateway/inference-gateway-chart";
import { ModelServingChart } from "./model-serving-chart";
import type { Variants } from "./variants";

/**
 * The charts of a model, one for each of its variants. They are not nested, so that every object keeps its id, and the engine
 * its resource, when variants are added or removed.
 */
export function modelServingCharts(
  scope: Construct,
  [lead, ...others]: Variants,
  shared?: InferenceGatewayChart,
): readonly ModelServingChart[] {
  const first = new ModelServingChart(scope, lead.name, lead, shared);
  return [first, ...others.map((spec) => new ModelServingChart(scope, spec.name, spec, shared, first))];
}
