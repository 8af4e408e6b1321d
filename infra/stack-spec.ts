import { checkFit } from "../components/accelerators/fit";
import { acceleratorShape } from "../components/accelerators/scheduling";
import type { NodeShape } from "../components/accelerators/node-shape";
import { quote, throwIfAny } from "../components/problems";
import type { Problem } from "../components/problems";
import { formatPath } from "../components/schema-problems";
import { defaultRouterReplicas } from "../components/serving/body-based-router";
import type { BodyBasedRouterSpec } from "../components/serving/body-based-router";
import { checkModelServing } from "../components/serving/check-model-serving";
import { resolveInferenceGateway } from "../components/serving/inference-gateway-chart";
import type { InferenceGatewaySpec } from "../components/serving/inference-gateway-chart";
import type { ModelServingSpec } from "../components/serving/model-serving-props";
import { objectNames } from "../components/serving/names";
import { resolveModelServing } from "../components/serving/resolve-model-serving";
import type { ClusterConfig, StackConfig } from "./config/stack-config";

/** A stack with every default filled in: what manifests, plan and deployment are made of. */
export interface StackSpec {
  readonly stack: string;
  readonly zone: string;
  readonly gateway: InferenceGatewaySpec;
  readonly router: BodyBasedRouterSpec;
  readonly models: readonly ModelServingSpec[];
  /** Most nodes of each accelerator. */
  readonly maxNodes: number;
  readonly cluster: ClusterConfig | undefined;
}

const defaultMaxNodes = 8;

/**
 * Fills in every default of a stack.
 * @throws InvalidArgs when entries contradict each other or cannot be held by the node pools, with all problems at once.
 */
export function resolveStack(stack: string, config: StackConfig): StackSpec {
  const gateway = resolveInferenceGateway({ ...config.gateway, namespace: config.namespace });
  const models = resolveModels(config, gateway);
  const router = {
    namespace: gateway.namespace,
    gatewayName: gateway.name,
    replicas: config.router?.replicas ?? defaultRouterReplicas,
    models,
  };
  const maxNodes = config.nodePools?.maxNodes ?? defaultMaxNodes;
  const spec = { stack, zone: config.zone, gateway, router, models, maxNodes, cluster: config.cluster };
  throwIfAny(`configuration of stack "${stack}"`, checkStack(spec));
  return spec;
}

function resolveModels(config: StackConfig, gateway: InferenceGatewaySpec): readonly ModelServingSpec[] {
  const names = objectNames(config.models);
  return config.models.flatMap((entry, index) => {
    const accelerator = entry.accelerator ?? config.accelerator;
    // The parser has refused an entry for which neither is set.
    if (accelerator === undefined) return [];
    const { namespace, name: gatewayName } = gateway;
    return resolveModelServing({ ...entry, name: names[index], accelerator, namespace, gatewayName });
  });
}

function checkStack({ models, zone, maxNodes }: StackSpec): readonly Problem[] {
  const paths = models.map((_, index) => formatPath(["models", index]));
  const demands = models.map(({ accelerator, replicas }, index) => ({
    path: paths[index] ?? "",
    accelerator,
    replicas,
  }));
  return [
    ...models.flatMap((spec, index) => checkModelServing(spec, paths[index] ?? "")),
    ...checkFit(demands, { zone, maxNodesOf: () => maxNodes, replicasPerNodeOf: () => 1 }),
    ...checkObjectNames(models),
    ...checkServedNames(models),
  ];
}

function checkObjectNames(models: readonly ModelServingSpec[]): readonly Problem[] {
  return models.flatMap(({ name }, index) => {
    const first = models.findIndex((other) => other.name === name);
    if (first === index) return [];
    return [
      {
        code: "DuplicateName" as const,
        path: formatPath(["models", index, "name"]),
        rule: "must differ from the name of every other model",
        got: `${quote(name)}, which models[${first}] has`,
        fix: "choose another name, or leave it out",
      },
    ];
  });
}

/** A name that two models serve would reach whichever BBR read last. */
function checkServedNames(models: readonly ModelServingSpec[]): readonly Problem[] {
  return models.flatMap(({ adapters }, index) =>
    adapters.flatMap(({ name }, position) => {
      const other = models.findIndex(
        (candidate, at) =>
          at !== index &&
          (candidate.model === name ||
            (at < index && candidate.adapters.some((adapter) => adapter.name === name))),
      );
      if (other === -1) return [];
      return [
        {
          code: "DuplicateAdapter" as const,
          path: formatPath(["models", index, "adapters", position, "name"]),
          rule: "must differ from every name that another model serves",
          got: `${quote(name)}, which models[${other}] serves`,
          fix: "give it another name",
        },
      ];
    }),
  );
}

/** Shapes of the nodes that the stack's models need, each once. */
export function acceleratorShapes({ models }: StackSpec): readonly NodeShape[] {
  return [...new Set(models.map(({ accelerator }) => accelerator))].map(acceleratorShape);
}
