import { App } from "cdk8s";
import { ComponentResource, output } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { z } from "zod";
import { deployPlan } from "../plan/deploy-plan.pulumi";
import type { DeployOptions, KubernetesObject, ResourcesById } from "../plan/deploy-plan.pulumi";
import { planDeployment } from "../plan/deployment-plan";
import { throwIfAny } from "../problems/problems";
import { checkInferenceGateway } from "./check-inference-gateway";
import { InferenceGatewayChart, gatewayChartId, resolveInferenceGateway } from "./inference-gateway-chart";
import type { InferenceGatewayProps, InferenceGatewaySpec } from "./inference-gateway-chart";

/** How a gateway is deployed. */
export interface InferenceGatewayArgs extends InferenceGatewayProps {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /**
   * What serves an API that the cluster does not have by itself, by the API's group.
   * @default - the cluster has them all
   */
  readonly apis?: DeployOptions["apis"];
}

/**
 * What a stack has once: its namespace, its gateway, and what the endpoint pickers of its models share.
 *
 * @throws InvalidArgs when the props contradict each other, before any resource is made.
 */
export class InferenceGateway extends ComponentResource {
  /** The gateway with every default filled in. */
  public readonly spec: InferenceGatewaySpec;
  /** Every object of the gateway, by its id in the plan. */
  public readonly resources: ResourcesById;
  /** The namespace, for what else is put into it: it waits for nothing but this. */
  public readonly namespace: readonly Resource[];
  /** IP address of the gateway; undefined until the cluster has given it one. */
  public readonly address: Output<string | undefined>;

  public constructor(
    name: string,
    { provider, apis, ...props }: InferenceGatewayArgs,
    options: ComponentResourceOptions = {},
  ) {
    const spec = resolveInferenceGateway(props);
    throwIfAny(`InferenceGateway "${name}"`, checkInferenceGateway(spec, "gateway"));
    super("switchyard:cloud:InferenceGateway", name, {}, { ...options, provider });
    this.spec = spec;
    const app = new App();
    new InferenceGatewayChart(app, gatewayChartId, spec);
    const plan = planDeployment(app);
    const deployed = deployPlan(plan, { resource: { parent: this, provider }, apis });
    const ofKind = (kind: string) =>
      plan.filter(({ manifest }) => manifest.kind === kind).flatMap(({ id }) => deployed.get(id) ?? []);
    this.resources = deployed;
    this.namespace = ofKind("Namespace");
    this.address = firstAddress(ofKind("Gateway")[0]);
    const { name: gatewayName, namespace } = this.spec;
    this.registerOutputs({ gatewayName, namespace, address: this.address });
  }
}

const gatewayStatus = z.object({ addresses: z.array(z.object({ value: z.string() })) });

function firstAddress(gateway: KubernetesObject | undefined): Output<string | undefined> {
  if (gateway === undefined) return output(undefined);
  return gateway.status.apply((status) => gatewayStatus.safeParse(status).data?.addresses[0]?.value);
}
