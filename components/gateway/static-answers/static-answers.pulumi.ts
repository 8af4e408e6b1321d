import { App } from "cdk8s";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import type { ModelServing } from "../../model/model-serving.pulumi";
import { deployPlan } from "../../plan/deploy-plan.pulumi";
import type { ResourcesById } from "../../plan/deploy-plan.pulumi";
import { manifestsIn, planDeployment } from "../../plan/deployment-plan";
import type { DeploymentPlan } from "../../plan/deployment-plan";
import type { PlanPart } from "../../plan/plan-component.pulumi";
import { throwIfAny } from "../../problems/problems";
import { checkManifests } from "../../proof/check-manifests";
import type { InferenceGateway } from "../inference-gateway.pulumi";
import { checkStaticAnswers } from "./check-static-answers";
import { StaticAnswersChart, staticAnswersId } from "./static-answers-chart";

const type = "switchyard:cloud:StaticAnswers";

/** The static answers of a gateway, as a part of a plan that is deployed as a whole. */
export const staticAnswersPart: PlanPart = {
  type,
  name: staticAnswersId,
  charts: [staticAnswersId],
  outputs: () => ({}),
};

/** The static answers of a gateway and how they are deployed. */
export interface StaticAnswersArgs {
  /** The gateway that they are for. One gateway has them once. */
  readonly gateway: InferenceGateway;
  /** The gateway's models. Another one changes only the list. */
  readonly models: readonly ModelServing[];
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/**
 * The list of models at `GET /v1/models`, and errors in OpenAI's JSON for what no model takes: for a gateway that cannot answer
 * by itself.
 *
 * @throws InvalidArgs when there are too many names, before any resource is made.
 */
export class StaticAnswers extends ComponentResource {
  /** Every object, by its id in the plan. */
  public readonly resources: ResourcesById;

  public constructor(
    name: string,
    { gateway, models, provider }: StaticAnswersArgs,
    options: ComponentResourceOptions = {},
  ) {
    const plan = planAnswers(`StaticAnswers "${name}"`, gateway, models);
    super(type, name, {}, { ...options, provider });
    const resource = { parent: this, provider };
    this.resources = deployPlan(plan, { resource, existing: gateway.resources });
    this.registerOutputs({});
  }
}

/** With edges to the gateway's objects, together with which they are checked. */
function planAnswers(
  subject: string,
  gateway: InferenceGateway,
  models: readonly ModelServing[],
): DeploymentPlan {
  const variants = models.flatMap((model) => model.variants);
  const { provider } = gateway.chart;
  throwIfAny(subject, checkStaticAnswers(variants, provider.routing.requestedNameHeader, "models"));
  const app = new App();
  new StaticAnswersChart(app, staticAnswersId, { gateway: gateway.spec, models: variants }, gateway.chart);
  const plan = planDeployment(app);
  throwIfAny(subject, checkManifests(manifestsIn([...gateway.plan, ...plan]), provider).problems);
  return plan;
}
