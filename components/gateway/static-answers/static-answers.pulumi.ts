import type { PlanPart } from "../../plan/plan-component.pulumi";
import { staticAnswersId } from "./static-answers-chart";

/** The static answers of a gateway, as a part of a plan that is deployed as a whole. */
export const staticAnswersPart: PlanPart = {
  type: "switchyard:cloud:StaticAnswers",
  name: staticAnswersId,
  charts: [staticAnswersId],
  outputs: () => ({}),
};
