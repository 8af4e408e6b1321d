import type { ModelServingSpec } from "../components/serving/model-serving-props";
import { leastReplicas, mostReplicas } from "../components/serving/scaling";
import type { ScalableModel } from "../components/serving/scaling";
import type { StackSpec } from "./stack-spec";

/**
 * How much of everything there may be, in words. As an output of the stack it is compared by every preview with what was
 * before, so that a change of scaling is told as what it means.
 */
export interface StackCapacity {
  /** Replicas of each model, by its request name. */
  readonly models: Readonly<Record<string, string>>;
  /**
   * How long the first request to a model that sleeps is held, by its request name. Only on GKE, where nobody has measured how
   * long a load balancer lets it be held, and where a model may sleep.
   */
  readonly heldRequests?: Readonly<Record<string, string>>;
  /** Nodes of each pool that the stack makes. */
  readonly nodePools: Readonly<Record<string, string>>;
}

/** What a stack's models and node pools grow and shrink to. */
export function stackCapacity({ models, target }: StackSpec): StackCapacity {
  const held = target.kind === "kubeconfig" ? [] : models.flatMap(heldText);
  const pools = target.kind === "new" ? [target.systemPool, ...target.acceleratorPools] : [];
  return {
    models: Object.fromEntries(models.map((model) => [model.model, replicasText(model)])),
    ...(held.length === 0 ? {} : { heldRequests: Object.fromEntries(held) }),
    nodePools: Object.fromEntries(
      pools.map(({ name, minNodes, maxNodes }) => [name, span(minNodes, maxNodes, "node")]),
    ),
  };
}

function replicasText(model: ScalableModel): string {
  const most = mostReplicas(model);
  return most === 0 ? "parked" : span(leastReplicas(model), most, "replica");
}

function heldText({ model, scaling }: ModelServingSpec): readonly (readonly [string, string])[] {
  if (scaling === undefined || scaling.minReplicas > 0) return [];
  return [[model, `up to ${scaling.holdSec} s, which is experimental on GKE`]];
}

function span(least: number, most: number, what: string): string {
  const numbers = least === most ? String(least) : `${least} to ${most}`;
  return `${numbers} ${what}${most === 1 ? "" : "s"}`;
}
