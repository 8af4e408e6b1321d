import type { Output, ProviderResource } from "@pulumi/pulumi";
import { BodyBasedRouter } from "../components/gateway/gke/body-based-router.pulumi";
import { huggingFaceSecrets } from "../components/model/hugging-face-secrets.pulumi";
import { InferenceGateway } from "../components/gateway/inference-gateway.pulumi";
import { Keda } from "../components/scaling/keda/keda.pulumi";
import { ModelServing } from "../components/model/model-serving.pulumi";
import type { ApiServer } from "../components/plan/deploy-plan.pulumi";
import { gatewayClasses } from "../components/gateway/gke/kinds";
import { namespaceId } from "../components/gateway/inference-gateway-chart";
import { groupVariants, propsOf } from "../components/model/variants";
import type { StackSpec } from "./stack-spec";

/** What a stack's objects are deployed with. */
export interface StackDeployment {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /** Folder of BBR's chart, for where its registry cannot be reached. */
  readonly chartDir?: string | undefined;
  /** Whether the cluster has KEDA without the stack's doing, though the stack would install it: a laptop. */
  readonly hasKeda?: boolean | undefined;
  /** Token that the stack makes the models' Secrets with; without it they must be there. */
  readonly huggingFaceToken?: Output<string> | undefined;
}

/** What a stack tells of its objects when it is up. */
export interface ServingOutputs {
  readonly gateway: {
    readonly namespace: string;
    readonly name: string;
    readonly className: string;
    /** IP address that clients call; undefined until the gateway has one. */
    readonly address: Output<string | undefined>;
  };
  /** By request name: the pool and the route of each model. */
  readonly models: Readonly<Record<string, ModelOutputs>>;
}

/** Where the requests of a model go. */
export interface ModelOutputs {
  /** Of several variants, that of the one that leads. */
  readonly pool: string;
  readonly route: string;
  /** The pools of all variants with their weights, where there are several. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** Everything of a stack, on the cluster that the provider stands for. */
export function deployStack(spec: StackSpec, deployment: StackDeployment): ServingOutputs {
  const { provider, chartDir, huggingFaceToken } = deployment;
  const apis = extraApis(spec, deployment);
  const gateway = new InferenceGateway("inference-gateway", { ...spec.gateway, provider, apis });
  if (huggingFaceToken !== undefined)
    huggingFaceSecrets(spec.models, huggingFaceToken, { provider, dependsOn: [...gateway.namespace] });
  const models = groupVariants(spec.models).map((variants) => {
    const { namespace: _namespace, gatewayName: _gatewayName, ...props } = propsOf(variants);
    return new ModelServing(variants[0].name, { ...props, gateway, provider, apis });
  });
  new BodyBasedRouter("body-based-router", {
    gateway,
    models,
    replicas: spec.router.replicas,
    provider,
    chartDir,
  });
  const { namespace, name, exposure } = spec.gateway;
  return {
    gateway: {
      namespace,
      name,
      className: gatewayClasses[exposure],
      address: gateway.address,
    },
    models: Object.fromEntries(models.map((model) => [model.requestName, outputsOf(model)])),
  };
}

function outputsOf({ poolName, routeName, spec: { backends } }: ModelServing): ModelOutputs {
  const outputs = { pool: poolName, route: routeName };
  if (backends.length === 1) return outputs;
  return { ...outputs, weights: Object.fromEntries(backends.map(({ name, weight }) => [name, weight])) };
}

/**
 * KEDA serves an API of its own, so that its objects wait for it, and go before it. It is made when the first of them needs
 * it: the namespace that it has rights in is there by then.
 */
function extraApis({ keda, gateway }: StackSpec, { provider, hasKeda = false }: StackDeployment) {
  if (keda === undefined || !keda.install || hasKeda) return undefined;
  let made: Keda | undefined;
  const chart: ApiServer = (created) => {
    made ??= new Keda("keda", {
      namespace: keda.namespace,
      watchNamespace: gateway.namespace,
      watched: created.get(namespaceId),
      provider,
    });
    return [made.chart];
  };
  return new Map([["keda.sh", chart]]);
}
