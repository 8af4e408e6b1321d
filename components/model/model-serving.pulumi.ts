import { App } from "cdk8s";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { checkManifests } from "../proof/check-manifests";
import { deployPlan } from "../plan/deploy-plan.pulumi";
import type { ResourcesById } from "../plan/deploy-plan.pulumi";
import { manifestsIn, planDeployment } from "../plan/deployment-plan";
import type { DeploymentPlan } from "../plan/deployment-plan";
import type { PlanPart } from "../plan/plan-component.pulumi";
import { throwIfAny } from "../problems/problems";
import { mapping } from "../keys/mapping";
import { written } from "../keys/props";
import { checkModelFit } from "./check-model-fit";
import { checkModelServing } from "./check-model-serving";
import { checkScaling } from "../scaling/check-scaling";
import { checkStatedTask } from "./check-task";
import type { GatewayProvider } from "../gateway/provider";
import { modelServingCharts } from "./model-serving-charts";
import type { ModelServingSpec, ServedModelProps } from "./model-serving-props";
import { modelServingSchema } from "./model-serving-schema";
import { checkVariantNames, checkWeights, variantsOf } from "./variants";
import type { Variants } from "./variants";
import type { InferenceGateway } from "../gateway/inference-gateway.pulumi";

const type = "switchyard:cloud:ModelServing";

/** A model with all of its variants, as a part of a plan that is deployed as a whole. */
export function modelPart(variants: Variants): PlanPart {
  const [spec] = variants;
  return {
    type,
    name: spec.name,
    charts: variants.map(({ name }) => name),
    outputs: () => modelOutputs(spec),
  };
}

/** A model and how it is deployed. */
export interface ModelServingArgs extends Omit<ServedModelProps, "namespace" | "gatewayName"> {
  /** The gateway that the model is served by; its namespace is the model's. */
  readonly gateway: InferenceGateway;
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/**
 * One model behind a gateway: its servers, its pool with its own endpoint picker, its route, its policies, and the
 * objects of its gateway's provider. Each variant has servers, pool and policies; the variants share the route and the entry.
 *
 * @throws InvalidArgs when the props are wrong, with all problems at once and before any resource is made.
 */
export class ModelServing extends ComponentResource {
  /** The model with all defaults applied: the lead variant if there are several. */
  public readonly spec: ModelServingSpec;
  /** All variants, the lead first; without variants, only the model. */
  public readonly variants: readonly ModelServingSpec[];
  /** Name that clients send as `model`. */
  public readonly requestName: string;
  /** Name of the InferencePool: the lead variant's if there are several. */
  public readonly poolName: string;
  /** Name of the HTTPRoute. */
  public readonly routeName: string;
  /** Every object of the model, by its id in the plan. */
  public readonly resources: ResourcesById;

  public constructor(name: string, args: ModelServingArgs, options: ComponentResourceOptions = {}) {
    const { gateway, provider, ...props } = mapping(args, `ModelServing "${name}"`);
    const { namespace, name: gatewayName } = mapping(gateway, `ModelServing "${name}"`, "gateway").spec;
    const variants = resolveChecked(name, { ...props, namespace, gatewayName }, gateway.chart.provider);
    const plan = planModel(variants, gateway);
    const [spec] = variants;
    super(type, name, {}, { ...options, provider });
    const outputs = modelOutputs(spec);
    this.spec = spec;
    this.variants = variants;
    this.requestName = outputs.requestName;
    this.poolName = outputs.poolName;
    this.routeName = outputs.routeName;
    const resource = { parent: this, provider };
    this.resources = deployPlan(plan, { resource, existing: gateway.resources });
    this.registerOutputs(outputs);
  }
}

function modelOutputs({ model, name, routeName }: ModelServingSpec) {
  return { requestName: model, poolName: name, routeName };
}

function resolveChecked(name: string, props: ServedModelProps, provider: GatewayProvider): Variants {
  const subject = `ModelServing "${name}"`;
  const value = written(modelServingSchema, props, subject);
  const variants = variantsOf(value);
  throwIfAny(subject, [
    ...checkStatedTask(value, variants[0].name),
    ...variants.flatMap((spec) => [
      ...checkModelServing(spec, spec.name),
      ...checkModelFit(spec, spec.name),
      ...checkScaling(spec, `${spec.name}.scaling`, provider.capabilities.timeouts),
    ]),
    ...[checkWeights, checkVariantNames].flatMap((check) => check(variants[0], "variants")),
  ]);
  return variants;
}

/** With edges to the gateway's objects, together with which the model's are checked. */
function planModel(variants: Variants, gateway: InferenceGateway): DeploymentPlan {
  const app = new App();
  modelServingCharts(app, variants, gateway.chart);
  const plan = planDeployment(app);
  const { problems } = checkManifests(manifestsIn([...gateway.plan, ...plan]));
  throwIfAny(`manifests of ${variants[0].name}`, problems);
  return plan;
}
