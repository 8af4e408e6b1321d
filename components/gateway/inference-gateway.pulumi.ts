import { App } from "cdk8s";
import { ComponentResource, output } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { z } from "zod";
import { KubernetesObject, deployPlan } from "../plan/deploy-plan.pulumi";
import type { ResourcesById } from "../plan/deploy-plan.pulumi";
import { planDeployment } from "../plan/deployment-plan";
import type { DeploymentPlan } from "../plan/deployment-plan";
import type { PlanPart, PlanResources } from "../plan/plan-component.pulumi";
import { mapping } from "../keys/mapping";
import { filled } from "../keys/props";
import { throwIfAny } from "../problems/problems";
import { checkInferenceGateway } from "./check-inference-gateway";
import { InferenceGatewayChart, gatewayChartId, gatewayId, namespaceId } from "./inference-gateway-chart";
import { inferenceGatewaySchema } from "./gateway-props";
import type { ProviderName } from "./provider-names";
import { providerNamed } from "./providers";
import type { InferenceGatewayProps, InferenceGatewaySpec } from "./gateway-props";

const type = "switchyard:cloud:InferenceGateway";

/** A gateway, as a part of a plan that is deployed as a whole. */
export function gatewayPart(spec: InferenceGatewaySpec): PlanPart {
  return {
    type,
    name: gatewayChartId,
    charts: [gatewayChartId],
    outputs: (resources) => gatewayOutputs(spec, resources),
  };
}

/** How a gateway is deployed. */
export interface InferenceGatewayArgs extends Omit<InferenceGatewayProps, "provider"> {
  /**
   * The kind of gateway.
   * @default "gke"
   */
  readonly gatewayProvider?: ProviderName;
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/**
 * The shared objects of a stack: its namespace, its gateway, and what the endpoint pickers of its models share.
 *
 * @throws InvalidArgs when the props are wrong, with all problems at once and before any resource is made.
 */
export class InferenceGateway extends ComponentResource {
  /** The gateway with all defaults applied. */
  public readonly spec: InferenceGatewaySpec;
  /** The objects of the gateway as constructs, for edges of other charts to them. */
  public readonly chart: InferenceGatewayChart;
  /** The objects of the gateway as plain data, in the order of their edges. */
  public readonly plan: DeploymentPlan;
  /** Every object of the gateway, by its id in the plan. */
  public readonly resources: ResourcesById;
  /** The namespace, for other objects in it to depend on. */
  public readonly namespace: readonly Resource[];
  /** IP address of the gateway; undefined until the cluster assigns one. */
  public readonly address: Output<string | undefined>;

  public constructor(name: string, args: InferenceGatewayArgs, options: ComponentResourceOptions = {}) {
    const subject = `InferenceGateway "${name}"`;
    const { provider, gatewayProvider, ...props } = mapping(args, subject);
    const spec = filled(inferenceGatewaySchema, { ...props, provider: gatewayProvider }, subject);
    throwIfAny(subject, checkInferenceGateway(spec, "gateway"));
    const app = new App();
    const chart = new InferenceGatewayChart(app, gatewayChartId, spec, providerNamed(spec.provider));
    const plan = planDeployment(app);
    super(type, name, {}, { ...options, provider });
    const deployed = deployPlan(plan, { resource: { parent: this, provider } });
    this.spec = spec;
    this.chart = chart;
    this.plan = plan;
    this.resources = deployed;
    this.namespace = gatewayNamespace(deployed);
    const outputs = gatewayOutputs(spec, deployed);
    this.address = outputs.address;
    this.registerOutputs(outputs);
  }
}

/** The namespace of a deployed gateway, for other objects in it to depend on. */
export function gatewayNamespace(resources: ResourcesById): readonly Resource[] {
  const namespace = resources.get(namespaceId);
  return namespace ? [namespace] : [];
}

const gatewayStatus = z.object({ addresses: z.array(z.object({ value: z.string() })) });

/** IP address of a deployed gateway; undefined until the cluster assigns one. */
export function gatewayAddress(resources: PlanResources): Output<string | undefined> {
  const gateway = resources.get(gatewayId);
  if (!(gateway instanceof KubernetesObject)) return output(undefined);
  return gateway.status.apply((status) => gatewayStatus.safeParse(status).data?.addresses[0]?.value);
}

function gatewayOutputs({ name, namespace }: InferenceGatewaySpec, resources: PlanResources) {
  return { gatewayName: name, namespace, address: gatewayAddress(resources) };
}
