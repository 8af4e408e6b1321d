import type { Output, ProviderResource } from "@pulumi/pulumi";
import {
  gatewayAddress,
  gatewayNamespace,
  gatewayPart,
} from "../components/gateway/inference-gateway.pulumi";
import { providerPart } from "../components/gateway/provider-part.pulumi";
import { huggingFaceSecrets } from "../components/model/hugging-face-secrets.pulumi";
import { modelPart } from "../components/model/model-serving.pulumi";
import { groupVariants } from "../components/model/variants";
import { routedModels } from "../components/proof/routed-models";
import type { RoutedModel } from "../components/proof/routed-models";
import type { ChartFolders } from "../components/plan/deploy-plan.pulumi";
import { deployParts } from "../components/plan/plan-component.pulumi";
import { kedaPart } from "../components/scaling/keda/keda.pulumi";
import type { LoadedStack } from "./load-stack";

/** What a stack's objects are deployed with. */
export interface StackDeployment {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /** Folders of Helm charts by their names, for where their registries cannot be reached. */
  readonly chartFolders?: ChartFolders | undefined;
  /** Token that the stack makes the models' Secrets with; without it they must exist. */
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
  readonly models: Readonly<Record<string, RoutedModel>>;
}

/** Deploys the checked plan of a stack, and nothing else, to the cluster that the provider stands for. */
export function deployStack(
  { spec, plan, routing }: Pick<LoadedStack, "spec" | "plan" | "routing">,
  { provider, chartFolders, huggingFaceToken }: StackDeployment,
): ServingOutputs {
  const models = groupVariants(spec.models);
  const charts = spec.provider.helmCharts({ ...spec, replicas: spec.router.replicas }).map(providerPart);
  const parts = [gatewayPart(spec.gateway), ...models.map(modelPart), ...charts, kedaPart];
  const resources = deployParts(plan, parts, { provider, chartFolders });
  if (huggingFaceToken !== undefined)
    huggingFaceSecrets(spec.models, huggingFaceToken, {
      provider,
      dependsOn: [...gatewayNamespace(resources)],
    });
  const { namespace, name, exposure } = spec.gateway;
  return {
    gateway: {
      namespace,
      name,
      className: spec.provider.classes[exposure],
      address: gatewayAddress(resources),
    },
    models: routedModels(routing),
  };
}
