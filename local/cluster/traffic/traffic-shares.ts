import { binomialTail } from "./binomial";

/** One of several pools that serve a model. */
export interface WeightedPool {
  readonly pool: string;
  /** Deployment of the pool's pods, which they are named after. */
  readonly deployment: string;
  /** Share of the requests, relative to the other weights. */
  readonly weight: number;
}

/** A correct split is reported as wrong once in a thousand million runs. */
const leastProbability = 1e-9;

/** Number of pods that belong to each pool. */
export function countByPool(
  pools: readonly WeightedPool[],
  pods: readonly string[],
): Readonly<Record<string, number>> {
  const deployments = pods.map(podDeployment);
  return Object.fromEntries(
    pools.map(({ pool, deployment }) => [pool, deployments.filter((name) => name === deployment).length]),
  );
}

/**
 * Problems with the split of a model's requests between its pools.
 * @param pods one for each request, in any order.
 */
export function shareProblems(
  {
    model,
    variants = [],
  }: { readonly model: string; readonly variants?: readonly WeightedPool[] | undefined },
  pods: readonly string[],
): readonly string[] {
  if (variants.length === 0) return [];
  const strangers = pods.filter((pod) =>
    variants.every(({ deployment }) => deployment !== podDeployment(pod)),
  );
  const counts = countByPool(variants, pods);
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  return [
    ...[...new Set(strangers)].map((pod) => `${model} was answered by ${pod}, which is in none of its pools`),
    ...variants.flatMap(({ pool, weight }) => {
      const [share, count] = [weight / sum, counts[pool] ?? 0];
      if (binomialTail(pods.length, share, count) >= leastProbability) return [];
      const meant = `${Math.round(100 * share)} % were meant for it`;
      return [`${model}: pool ${pool} answered ${count} of ${pods.length} requests, and ${meant}`];
    }),
  ];
}

/** A Deployment's pods are called `<deployment>-<revision>-<random>`. */
function podDeployment(pod: string): string {
  return pod.split("-").slice(0, -2).join("-");
}
