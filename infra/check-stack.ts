import { checkFit } from "../components/accelerators/fit";
import { replicasPerNode } from "../components/accelerators/gpu-sharing";
import { poolPropPath } from "../components/gke/node-pools/accelerator-pools";
import { checkGke } from "../components/gke/gke";
import type { GkeProps } from "../components/gke/gke";
import type { NodePoolsProps } from "../components/gke/node-pools/node-pool-props";
import { checkCapabilities } from "../components/gateway/check-capabilities";
import { quote } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { checkInferenceGateway } from "../components/gateway/check-inference-gateway";
import { checkStaticAnswers } from "../components/gateway/static-answers/check-static-answers";
import { answersMatches } from "../components/gateway/static-answers/static-answers-chart";
import { checkModelFit } from "../components/model/check-model-fit";
import { checkModelServing } from "../components/model/check-model-serving";
import { checkKedaNamespace } from "../components/scaling/keda/check-keda-namespace";
import { checkScaling } from "../components/scaling/check-scaling";
import { maxReplicasOf } from "../components/scaling/resolve-scaling";
import { otherNames, placedNames } from "../components/model/request-names";
import { checkWeights, leads } from "../components/model/variants";
import { checkNodeLabels } from "./check-node-labels";
import { variantsPath } from "./stack-models";
import type { StackSpec } from "./stack-spec";

/**
 * Problems between the keys of a stack, each of which is valid by itself.
 * @param nodePools as the user described them.
 * @param gke the input that its Google Cloud part was resolved from, if it has one.
 */
export function checkStack(
  spec: StackSpec,
  nodePools: NodePoolsProps | undefined,
  gke: GkeProps | undefined,
): readonly Problem[] {
  const { models, modelPaths, target, provider } = spec;
  const pathOf = (index: number) => modelPaths[index] ?? "models";
  return [
    ...models.flatMap((model, index) => checkModelServing(model, pathOf(index))),
    ...models.flatMap((model, index) => checkCapabilities(provider, model, pathOf(index))),
    ...models.flatMap((model, index) => checkScaling(model, pathOf(index), provider.capabilities.timeouts)),
    ...models.flatMap((model, index) =>
      leads(model) ? checkWeights(model, variantsPath(pathOf(index))) : [],
    ),
    ...checkInferenceGateway(spec.gateway, "gateway"),
    ...(spec.hasStaticAnswers
      ? checkStaticAnswers(models, provider.routing.requestedNameHeader, "gateway.catalogue")
      : []),
    ...(spec.keda === undefined ? [] : checkKedaNamespace(spec.keda, spec.gateway.namespace)),
    ...checkNodes(spec, nodePools),
    ...checkNodeLabels(spec),
    ...models.flatMap((model, index) => checkModelFit(model, pathOf(index))),
    ...(target.kind === "kubeconfig" || gke === undefined ? [] : checkGke(gke, target)),
    // Elsewhere the gateway need not be a Google load balancer. Variants share a route.
    ...(target.kind === "kubeconfig"
      ? []
      : provider.checkModels(models.filter(leads), spec.hasStaticAnswers ? answersMatches.length : 0)),
    ...checkObjectNames(spec),
    ...checkServedNames(spec),
  ];
}

function checkNodes(
  { models, modelPaths, zone, nodesFor }: StackSpec,
  nodePools: NodePoolsProps = {},
): readonly Problem[] {
  const demands = models.map((model, index) => ({
    path: modelPaths[index] ?? "models",
    accelerator: model.accelerator,
    replicas: maxReplicasOf(model),
    key: model.scaling === undefined ? ("replicas" as const) : ("maxReplicas" as const),
  }));
  return checkFit(demands, {
    zone,
    maxNodesOf: (name) => nodesFor(name).maxNodes,
    maxNodesPathOf: (name) => poolPropPath(name, "maxNodes", nodePools),
    replicasPerNodeOf: (name) => replicasPerNode(nodesFor(name).gpuSharing),
  });
}

function checkObjectNames({ models, modelPaths }: StackSpec): readonly Problem[] {
  return models.flatMap(({ name }, index) => {
    const first = models.findIndex((other) => other.name === name);
    if (first === index) return [];
    return [
      {
        code: "DuplicateName" as const,
        path: `${modelPaths[index]}.name`,
        rule: "must differ from the name of every other model",
        got: `${quote(name)}, which ${modelPaths[first]} has`,
        fix: "choose another name, or leave it out",
      },
    ];
  });
}

/** A name that two models serve would reach the one that the gateway read last. */
function checkServedNames({ models, modelPaths }: StackSpec): readonly Problem[] {
  return models.flatMap((spec, index) =>
    placedNames(spec).flatMap(({ name, path, whenDuplicate }) => {
      const other = models.findIndex(
        (candidate, at) =>
          candidate.model !== spec.model &&
          (candidate.model === name || (at < index && otherNames(candidate).includes(name))),
      );
      if (other === -1) return [];
      return [
        {
          code: whenDuplicate,
          path: `${modelPaths[index]}.${path}`,
          rule: "must differ from every name that another model serves",
          got: `${quote(name)}, which ${modelPaths[other]} serves`,
          fix: "give it another name",
        },
      ];
    }),
  );
}
