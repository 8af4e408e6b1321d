import type { Output, ProviderResource } from "@pulumi/pulumi";
import {
  gatewayAddress,
  gatewayNamespace,
  gatewayPart,
} from "../components/gateway/inference-gateway.pulumi";
import { staticAnswersPart } from "../components/gateway/static-answers/static-answers.pulumi";
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

/** Options for deploying a stack's objects. */
export interface StackDeployment {
  /** Provider of the cluster. */
  readonly provider: ProviderResource;
  /** Folders of Helm charts by chart name, for machines that cannot reach the registries. */
  readonly chartFolders?: ChartFolders | undefined;
  /** Token for the models' Secrets that the stack creates; without it, the Secrets must exist. */
  readonly huggingFaceToken?: Output<string> | undefined;
}

/** Stack outputs about its objects. */
export interface ServingOutputs {
  readonly gateway: {
    readonly namespace: string;
    readonly name: string;
    readonly className: string;
    /** IP address that clients call; undefined until the gateway has one. */
    readonly address: Output<string | undefined>;
  };
  /** Pool and route of each model, by request name. */
  readonly models: Readonly<Record<string, RoutedModel>>;
}

/** Deploys the checked plan of a stack, and nothing else, through the provider. */
export function deployStack(
  { spec, plan, routing }: Pick<LoadedStack, "spec" | "plan" | "routing">,
  { provider, chartFolders, huggingFaceToken }: StackDeployment,
): ServingOutputs {
  const models = groupVariants(spec.models);
  const charts = spec.provider.helmCharts.map(providerPart);
  const parts = [gatewayPart(spec.gateway), staticAnswersPart, ...models.map(modelPart), ...charts, kedaPart];
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
