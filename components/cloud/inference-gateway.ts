import { App } from "cdk8s";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { deployPlan } from "../plan/deploy-plan";
import type { ResourcesById } from "../plan/deploy-plan";
import { planDeployment } from "../plan/deployment-plan";
import {
  InferenceGatewayChart,
  gatewayChartId,
  resolveInferenceGateway,
} from "../serving/inference-gateway-chart";
import type { InferenceGatewayProps, InferenceGatewaySpec } from "../serving/inference-gateway-chart";

/** How a gateway is deployed. */
export interface InferenceGatewayArgs extends InferenceGatewayProps {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
}

/** What a stack has once: its namespace, its gateway, and what the endpoint pickers of its models share. */
export class InferenceGateway extends ComponentResource {
  /** The gateway with every default filled in. */
  public readonly spec: InferenceGatewaySpec;
  /** Every object of the gateway, by its id in the plan. */
  public readonly resources: ResourcesById;

  public constructor(
    name: string,
    { provider, ...props }: InferenceGatewayArgs,
    options: ComponentResourceOptions = {},
  ) {
    super("switchyard:cloud:InferenceGateway", name, {}, { ...options, provider });
    this.spec = resolveInferenceGateway(props);
    const app = new App();
    new InferenceGatewayChart(app, gatewayChartId, this.spec);
    this.resources = deployPlan(planDeployment(app), { resource: { parent: this, provider } });
    this.registerOutputs({ gatewayName: this.spec.name, namespace: this.spec.namespace });
  }
}
