import type { PlanPart } from "../../plan/plan-component.pulumi";
import { kedaChartId } from "./keda-chart";

/** KEDA, as a part of a plan that is deployed as a whole. */
export const kedaPart: PlanPart = {
  type: "switchyard:cloud:Keda",
  name: kedaChartId,
  charts: [kedaChartId],
  outputs: () => ({}),
};
