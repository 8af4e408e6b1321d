import type { PlanPart } from "../plan/plan-component.pulumi";
import type { GatewayHelmChart } from "./provider";

/** A Helm chart of a provider, as a part of a plan that is deployed as a whole. */
export function providerPart({ id, component }: GatewayHelmChart): PlanPart {
  return { type: `switchyard:cloud:${component}`, name: id, charts: [id], outputs: () => ({}) };
}
