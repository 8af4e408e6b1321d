/** Rules for all pools of one name, which are several if a model has variants. */
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import type { Task } from "../model/task";
import { brokenRouting } from "./broken-routing";

/** A pool that a rule leads to. */
export interface Backend {
  /** A declared pool, or what else a rule leads to. */
  readonly kind: string;
  readonly namespace: string;
  readonly pool: string;
  /** Part of the requests, in proportion to the weights of the rule's other pools. */
  readonly weight: number;
}

/** A pool whose pods serve a name. */
export interface RoutedPool {
  readonly pool: string;
  /** Part of the name's requests, in proportion to the weights of its other pools. */
  readonly weight: number;
  /** Deployment whose pods serve the pool. */
  readonly deployment: string;
  readonly replicas: number;
}

/** A pool that a name reaches, and what its pods do with a request. */
export interface ReachedPool {
  readonly pool: RoutedPool;
  /** `undefined` where the manifests do not say. */
  readonly task: Task | undefined;
}

/** The task of a name, which is that of all its pools: a rule opens the same paths of each. */
export function reachedTask(
  name: string,
  reached: readonly ReachedPool[],
): { readonly task: Task | undefined; readonly problems: readonly Problem[] } {
  const [task, ...others] = new Set(reached.flatMap((one) => one.task ?? []));
  if (others.length === 0) return { task, problems: [] };
  const got = reached.flatMap(({ pool, task: its }) => (its === undefined ? [] : `${its} in ${pool.pool}`));
  const fix = "serve it with the same task in all of them";
  return { task, problems: [broken(name, "must have the same task in all its pools", got.join(", "), fix)] };
}

/**
 * Whether the weights of a name's pools add up: its requests are divided among declared pools that serve it, and each share
 * finds a pod.
 * @param backends all that its rule leads to.
 * @param pools those of them whose pods serve the name.
 */
export function checkWeights(
  name: string,
  backends: readonly Backend[],
  pools: readonly RoutedPool[],
): readonly Problem[] {
  const twice = backends.filter(({ pool }, index) => backends.findIndex((one) => one.pool === pool) < index);
  const isServed = pools.some(({ replicas }) => replicas > 0);
  const lost = pools.filter(({ replicas, weight }) => isServed && replicas === 0 && weight > 0);
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  return [
    ...(sum > 0
      ? []
      : [broken(name, "must reach a pool", "no weight above 0", "give one of its pools a weight")]),
    ...twice.map(({ pool }) =>
      broken(name, "must reach a pool by one backendRef", `${pool} twice`, "add their weights up"),
    ),
    ...lost.map(({ pool, weight }) =>
      broken(
        name,
        "must be sent only to pools with replicas",
        `weight ${weight} for ${pool}, which has none`,
        "set it to 0, so that the others get its share",
      ),
    ),
  ];
}

/**
 * Whether a name reaches all pools that serve it: one that no route leads to would stand idle.
 * @param servedBy names that the pods of each pool serve.
 * @param used pools that some route leads to.
 */
export function checkUnreached(
  routed: readonly { readonly name: string }[],
  servedBy: ReadonlyMap<string, readonly string[]>,
  used: ReadonlySet<string>,
): readonly Problem[] {
  const names = new Set(routed.map(({ name }) => name));
  return [...servedBy].flatMap(([pool, served]) =>
    used.has(pool)
      ? []
      : served
          .filter((name) => names.has(name))
          .map((name) =>
            broken(name, "must reach every pool that serves it", `none to ${pool}`, "add a backendRef"),
          ),
  );
}

function broken(name: string, rule: string, got: string, fix: string): Problem {
  return brokenRouting(`name ${quote(name)}`, rule, got, fix);
}
