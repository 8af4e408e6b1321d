import { poolSettingsOf } from "../components/gke/node-pools/accelerator-pools";
import { resolveGke } from "../components/gke/gke";
import type { GkeProps } from "../components/gke/gke";
import type { AcceleratorName } from "../components/accelerators/table";
import { InvalidArgs, throwIfAny } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { resolveBodyBasedRouter } from "../components/gateway/body-based-router/body-based-router";
import type { GatewayProvider } from "../components/gateway/provider";
import { providerNamed } from "../components/gateway/providers";
import { resolveInferenceGateway, stackGatewaySchema } from "../components/gateway/gateway-props";
import { filled } from "../components/keys/props";
import type { InferenceGatewayProps, InferenceGatewaySpec } from "../components/gateway/gateway-props";
import { minReplicasOf } from "../components/scaling/resolve-scaling";
import { resolveKeda } from "../components/scaling/keda/keda-props";
import type { ModelServingSpec } from "../components/model/model-serving-props";
import { resolveModelServing } from "../components/model/resolve-model-serving";
import { joinVariants } from "../components/model/variants";
import { checkProvider } from "./check-provider";
import { checkStack } from "./check-stack";
import { missingZone } from "./config/missing-zone";
import { modelServingProps } from "./config/model-scaling";
import { atTheirEntries, pathOfKey, placeModels } from "./stack-models";
import type { PlacedModel, PlacedVariant } from "./stack-models";
import type { AcceleratorNodes, ClusterTarget, KubeconfigTarget, StackSpec } from "./stack-spec";
import { stackPods } from "./stack-pods";
import type { PodsOfStack } from "./stack-pods";
import type { StackConfig } from "./config/stack-config";

/**
 * Fills in every default of a stack.
 * @param alsoCheck further checks, whose problems are reported together with the others.
 * @param own a kind of gateway that a stack file cannot name. @default - the one that the stack names
 * @throws InvalidArgs when entries contradict each other or cannot be held by the node pools, with all problems at once.
 */
export function resolveStack(
  stack: string,
  config: StackConfig,
  alsoCheck: (spec: StackSpec) => readonly Problem[] = () => [],
  own?: GatewayProvider,
): StackSpec {
  const placed = placeModels(config);
  const variants = placed.flatMap((model) => model.variants);
  const { catalogue, ...gatewayProps } = filled(stackGatewaySchema, config.gateway ?? {}, "gateway");
  const { gateway, models, keda } = resolveServing(config, gatewayProps, placed);
  const provider = own ?? providerNamed(gateway.provider);
  const hasStaticAnswers = catalogue && answersByPods(provider);
  const router = resolveBodyBasedRouter(config.router ?? {}, gateway, models);
  const pods = { provider, gateway, hasStaticAnswers, router, models, keda };
  const { target, gke } = clusterTarget(stack, config, pods);
  const spec: StackSpec = {
    stack,
    zone: config.zone,
    provider,
    gateway,
    hasStaticAnswers,
    router,
    models,
    modelPaths: variants.map(({ path }) => path),
    patchPaths: variants.map((variant) => pathOfKey("patches", variant)),
    nodesFor: (name) => acceleratorNodes(name, config),
    target,
    keda,
    prices: config.prices ?? {},
    ownsHuggingFaceToken: config.huggingFaceToken !== undefined,
  };
  const problems = atTheirEntries(
    [...checkStack(spec, config.nodePools, gke), ...checkProvider(config, spec), ...alsoCheck(spec)],
    variants,
  );
  throwIfAny(`configuration of stack "${stack}"`, problems);
  return spec;
}

function answersByPods({ capabilities: { staticAnswers } }: GatewayProvider): boolean {
  return staticAnswers.supported && staticAnswers.by === "pods";
}

function resolveServing(
  config: StackConfig,
  gateway: Omit<InferenceGatewayProps, "namespace">,
  placed: readonly PlacedModel[],
): Pick<StackSpec, "gateway" | "models" | "keda"> {
  const plain = resolveInferenceGateway({ ...gateway, namespace: config.namespace });
  const models = placed.flatMap(({ variants, lead }) =>
    joinVariants(
      variants.flatMap((variant) => {
        const { weight } = variant;
        return resolveVariant(variant, config, plain).map((spec) => ({ spec, weight }));
      }),
      lead,
    ),
  );
  if (models.every(({ scaling }) => scaling === undefined))
    return { gateway: plain, models, keda: undefined };
  const keda = resolveKeda(config.keda ?? {});
  return { gateway: { ...plain, scalerNamespace: keda.namespace }, models, keda };
}

function resolveVariant(
  { entry, name }: PlacedVariant,
  config: StackConfig,
  { namespace, name: gatewayName }: InferenceGatewaySpec,
): readonly ModelServingSpec[] {
  const accelerator = entry.accelerator ?? config.accelerator;
  // The parser rejects an entry for which neither is set.
  if (accelerator === undefined) return [];
  const { gpuSharing, consumption, nodeLabels } = acceleratorNodes(accelerator, config);
  const stated = { name, accelerator, gpuSharing, consumption, nodeLabels, namespace, gatewayName };
  return [resolveModelServing({ ...modelServingProps(entry, config), ...stated })];
}

function acceleratorNodes(name: AcceleratorName, { nodePools = {} }: StackConfig): AcceleratorNodes {
  const { maxNodes, gpuSharing, consumption } = poolSettingsOf(name, nodePools);
  return { maxNodes, gpuSharing, consumption, nodeLabels: nodePools.accelerators?.[name]?.nodeLabels };
}

function kubeconfigTarget({ cluster = {} }: StackConfig): KubeconfigTarget | undefined {
  const { kubeconfig, kubeconfigVariable, context } = cluster;
  if (kubeconfig === undefined && kubeconfigVariable === undefined && context === undefined) return undefined;
  return { kind: "kubeconfig", kubeconfig, kubeconfigVariable, context };
}

/** The cluster, and the input that it was resolved from if it is on Google Cloud. */
function clusterTarget(
  stack: string,
  config: StackConfig,
  serving: PodsOfStack,
): { readonly target: ClusterTarget; readonly gke: GkeProps | undefined } {
  const byKubeconfig = kubeconfigTarget(config);
  if (byKubeconfig !== undefined) return { target: byKubeconfig, gke: undefined };
  const gke = gkeProps(stack, config, serving);
  return { target: resolveGke(gke), gke };
}

function gkeProps(
  stack: string,
  { zone, network, cluster, nodePools }: StackConfig,
  spec: PodsOfStack,
): GkeProps {
  if (zone === undefined) throw new InvalidArgs(`configuration of stack "${stack}"`, [missingZone]);
  const { gateway, models } = spec;
  const { proxySubnet } = gateway;
  return {
    ...{ stack, zone, proxySubnet, network, cluster, nodePools },
    // Only pods that always run need nodes that always exist.
    models: models.map((model) => ({ accelerator: model.accelerator, replicas: minReplicasOf(model) })),
    systemPods: stackPods(spec),
    images: models.map(({ image }) => image),
  };
}
