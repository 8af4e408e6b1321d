import type { ProviderResource } from "@pulumi/pulumi";
import { BodyBasedRouter } from "../components/cloud/body-based-router";
import { InferenceGateway } from "../components/cloud/inference-gateway";
import { ModelServing } from "../components/cloud/model-serving";
import { gatewayClasses } from "../components/serving/gke";
import type { StackSpec } from "./stack-spec";

/** What a stack tells when it is up. */
export interface StackOutputs {
  readonly gateway: { readonly namespace: string; readonly name: string; readonly className: string };
  /** By request name: the pool and the route of each model. */
  readonly models: Readonly<Record<string, { readonly pool: string; readonly route: string }>>;
}

/** Everything of a stack, on the cluster that the provider stands for. */
export function deployStack(
  spec: StackSpec,
  provider: ProviderResource,
  chartDir: string | undefined,
): StackOutputs {
  const gateway = new InferenceGateway("inference-gateway", { ...spec.gateway, provider });
  const models = spec.models.map(
    ({ namespace, gatewayName, ...props }) => new ModelServing(props.name, { ...props, gateway, provider }),
  );
  new BodyBasedRouter("body-based-router", {
    gateway,
    models,
    replicas: spec.router.replicas,
    provider,
    chartDir,
  });
  const { namespace, name, exposure } = spec.gateway;
  return {
    gateway: { namespace, name, className: gatewayClasses[exposure] },
    models: Object.fromEntries(
      models.map(({ requestName, poolName, routeName }) => [
        requestName,
        { pool: poolName, route: routeName },
      ]),
    ),
  };
}
