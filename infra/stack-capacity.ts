import { minReplicasOf, maxReplicasOf } from "../components/scaling/resolve-scaling";
import type { ScalableModel } from "../components/scaling/resolve-scaling";
import { groupVariants, requestShare } from "../components/model/variants";
import type { Variants } from "../components/model/variants";
import type { StackSpec } from "./stack-spec";

/**
 * The limits of replicas and nodes, in words. As a stack output, every preview compares it with the previous text, so that
 * a change of scaling shows what it means.
 */
export interface StackCapacity {
  /** Replicas of each model, by its request name; with variants, also their accelerators and shares of requests. */
  readonly models: Readonly<Record<string, string>>;
  /**
   * How long the first request to a sleeping model is held, by its request name. Only on GKE, where nobody has measured how
   * long a load balancer allows that, and only for models that may sleep.
   */
  readonly heldRequests?: Readonly<Record<string, string>>;
  /** Nodes of each pool that the stack creates. */
  readonly nodePools: Readonly<Record<string, string>>;
}

/** The bounds of a stack's models and node pools. */
export function stackCapacity({ models, target }: StackSpec): StackCapacity {
  const groups = groupVariants(models);
  const held = target.kind === "kubeconfig" ? [] : groups.flatMap(heldText);
  const pools = target.kind === "new" ? [target.systemPool, ...target.acceleratorPools] : [];
  return {
    models: Object.fromEntries(groups.map((variants) => [variants[0].model, modelText(variants)])),
    ...(held.length === 0 ? {} : { heldRequests: Object.fromEntries(held) }),
    nodePools: Object.fromEntries(
      pools.map(({ name, minNodes, maxNodes }) => [name, span(minNodes, maxNodes, "node")]),
    ),
  };
}

function modelText(variants: Variants): string {
  const [model, ...others] = variants;
  if (others.length === 0) return replicasText(model);
  return variants
    .map((variant) => {
      const share = Math.round(100 * requestShare(variant));
      return `${replicasText(variant)} on ${variant.accelerator} with ${share} % of the requests`;
    })
    .join(", ");
}

/** The replicas of one variant, or of a model without any. */
export function replicasText(model: ScalableModel): string {
  const most = maxReplicasOf(model);
  return most === 0 ? "parked" : span(minReplicasOf(model), most, "replica");
}

function heldText(variants: Variants): readonly (readonly [string, string])[] {
  const [{ model }, ...others] = variants;
  const texts = variants.flatMap(({ accelerator, scaling }) => {
    if (scaling === undefined || scaling.minReplicas > 0) return [];
    return [`up to ${scaling.holdSec} s${others.length === 0 ? "" : ` on ${accelerator}`}`];
  });
  return texts.length === 0 ? [] : [[model, `${texts.join(", ")}, which is experimental on GKE`]];
}

function span(least: number, most: number, what: string): string {
  const numbers = least === most ? String(least) : `${least} to ${most}`;
  return `${numbers} ${what}${most === 1 ? "" : "s"}`;
}
