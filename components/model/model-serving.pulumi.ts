import { App } from "cdk8s";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { checkManifests } from "../proof/check-manifests";
import { deployPlan } from "../plan/deploy-plan.pulumi";
import type { DeployOptions, ResourcesById } from "../plan/deploy-plan.pulumi";
import { planDeployment } from "../plan/deployment-plan";
import type { DeploymentPlan } from "../plan/deployment-plan";
import { InvalidArgs, throwIfAny } from "../problems/problems";
import { asWritten } from "../keys/props";
import { checkModelFit } from "./check-model-fit";
import { checkModelServing } from "./check-model-serving";
import { checkScaling } from "../scaling/check-scaling";
import { checkStatedTask } from "./check-task";
import { InferenceGatewayChart, gatewayChartId } from "../gateway/inference-gateway-chart";
import { modelServingCharts } from "./model-serving-charts";
import type { ModelServingSpec, ServedModelProps } from "./model-serving-props";
import { modelServingSchema } from "./model-serving-schema";
import { checkVariantNames, checkWeights, resolveVariants } from "./variants";
import type { Variants } from "./variants";
import type { InferenceGateway } from "../gateway/inference-gateway.pulumi";

/** A model and how it is deployed. */
export interface ModelServingArgs extends Omit<ServedModelProps, "namespace" | "gatewayName"> {
  /** The gateway that the model is served by; its namespace is the model's. */
  readonly gateway: InferenceGateway;
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /**
   * What serves an API that the cluster does not have by itself, by the API's group.
   * @default - the cluster has them all
   */
  readonly apis?: DeployOptions["apis"];
}

/**
 * One model behind a gateway: its servers, its pool with an endpoint picker of its own, its route, its policies, and the
 * entry in BBR's map. Of a model with variants each has servers, pool and policies; route and entry are the model's.
 *
 * @throws InvalidArgs when the props are wrong, with all problems at once and before any resource is made.
 */
export class ModelServing extends ComponentResource {
  /** The model with every default filled in: of several variants, the one that leads. */
  public readonly spec: ModelServingSpec;
  /** All variants, the one that leads first; the model alone where it has none. */
  public readonly variants: readonly ModelServingSpec[];
  /** Name that clients send as `model`. */
  public readonly requestName: string;
  /** Name of the InferencePool: of several variants, that of the one that leads. */
  public readonly poolName: string;
  /** Name of the HTTPRoute. */
  public readonly routeName: string;
  /** Every object of the model, by its id in the plan. */
  public readonly resources: ResourcesById;

  public constructor(
    name: string,
    { gateway, provider, apis, ...props }: ModelServingArgs,
    options: ComponentResourceOptions = {},
  ) {
    const variants = resolveChecked(name, {
      ...props,
      namespace: gateway.spec.namespace,
      gatewayName: gateway.spec.name,
    });
    const [spec] = variants;
    super("switchyard:cloud:ModelServing", name, {}, { ...options, provider });
    this.spec = spec;
    this.variants = variants;
    this.requestName = spec.model;
    this.poolName = spec.name;
    this.routeName = spec.routeName;
    this.resources = deployPlan(planModel(variants, gateway), {
      resource: { parent: this, provider },
      existing: gateway.resources,
      apis,
    });
    this.registerOutputs({
      requestName: this.requestName,
      poolName: this.poolName,
      routeName: this.routeName,
    });
  }
}

function resolveChecked(name: string, props: ServedModelProps): Variants {
  const subject = `ModelServing "${name}"`;
  const { value, problems } = asWritten(modelServingSchema, props);
  if (value === undefined) throw new InvalidArgs(subject, problems);
  const variants = resolveVariants(value);
  throwIfAny(subject, [
    ...checkStatedTask(value, variants[0].name),
    ...variants.flatMap((spec) => [
      ...checkModelServing(spec, spec.name),
      ...checkModelFit(spec, spec.name),
      ...checkScaling(spec, `${spec.name}.scaling`),
    ]),
    ...[checkWeights, checkVariantNames].flatMap((check) => check(variants[0], "variants")),
  ]);
  return variants;
}

/** The model's part of the plan of both charts, so that its edges to the gateway's objects are the plan's own. */
function planModel(variants: Variants, gateway: InferenceGateway): DeploymentPlan {
  const app = new App();
  const shared = new InferenceGatewayChart(app, gatewayChartId, gateway.spec);
  const charts = modelServingCharts(app, variants, shared).map(({ node }) => node.id);
  const plan = planDeployment(app);
  const { problems } = checkManifests(plan.map(({ manifest }) => manifest));
  throwIfAny(`manifests of ${variants[0].name}`, problems);
  return plan.filter(({ chart }) => charts.includes(chart));
}
