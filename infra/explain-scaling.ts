import type { ModelServingSpec } from "../components/serving/model-serving-props";
import { leastReplicas, mostReplicas } from "../components/serving/scaling";
import { stackCost } from "./stack-cost";
import type { StackSpec } from "./stack-spec";

/** As much of a stack as its scaling is told by. */
export interface ScalingView {
  readonly models: readonly ViewedModel[];
  /** Pools that the stack makes, by name. */
  readonly pools: Readonly<Record<string, ViewedPool>>;
}

/** A model and its replicas. */
export interface ViewedModel {
  readonly name: string;
  readonly replicas: Bounds;
  /** Name of its pool: that of its accelerator. */
  readonly pool: string;
}

/** How many there are at least and at most. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Nodes that are always there. */
export interface ViewedPool {
  readonly minNodes: number;
  /** What they cost in a month, in USD; `undefined` where no price is known. */
  readonly idleUsd: number | undefined;
}

/** What is told of a stack. */
export function scalingView(spec: StackSpec): ScalingView {
  const lines = stackCost(spec)?.lines ?? [];
  const pools = spec.target.kind === "new" ? spec.target.acceleratorPools : [];
  return {
    models: spec.models.map(viewOf),
    pools: Object.fromEntries(
      pools.map(({ name, minNodes }) => [
        name,
        { minNodes, idleUsd: lines.find((line) => line.name === name)?.usd?.minimumUsd },
      ]),
    ),
  };
}

function viewOf(model: ModelServingSpec): ViewedModel {
  const replicas = { least: leastReplicas(model), most: mostReplicas(model) };
  return { name: model.name, replicas, pool: model.accelerator };
}

/**
 * What changes between two views of a stack, in words: one line for each pool with its models, such as
 * `phi: 1 -> 0..2 replicas, pool minimum 1 -> 0, idle cost -$7,884 a month`. Models and pools that only one of them has
 * are no change of scaling.
 */
export function explainScaling(before: ScalingView, after: ScalingView): readonly string[] {
  const pools = [...new Set(after.models.map(({ pool }) => pool))];
  return pools.flatMap((pool) => {
    const models = after.models.filter((model) => model.pool === pool);
    const parts = [
      ...models.flatMap((model) => modelChange(before, model)),
      ...poolChange(before.pools[pool], after.pools[pool]),
    ];
    return parts.length === 0 ? [] : [parts.join(", ")];
  });
}

function modelChange({ models }: ScalingView, { name, replicas }: ViewedModel): readonly string[] {
  const old = models.find((model) => model.name === name)?.replicas;
  if (old === undefined || boundsText(old) === boundsText(replicas)) return [];
  return [`${name}: ${boundsText(old)} -> ${boundsText(replicas)} replicas`];
}

function boundsText({ least, most }: Bounds): string {
  return least === most ? String(least) : `${least}..${most}`;
}

function poolChange(before: ViewedPool | undefined, after: ViewedPool | undefined): readonly string[] {
  if (before === undefined || after === undefined || before.minNodes === after.minNodes) return [];
  const minimum = `pool minimum ${before.minNodes} -> ${after.minNodes}`;
  if (before.idleUsd === undefined || after.idleUsd === undefined) return [minimum];
  return [minimum, `idle cost ${signedDollars(after.idleUsd - before.idleUsd)} a month`];
}

function signedDollars(usd: number): string {
  const dollars = Math.round(Math.abs(usd)).toLocaleString("en-US");
  return `${usd < 0 ? "-" : "+"}$${dollars}`;
}
