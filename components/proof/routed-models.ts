import type { RoutingProof } from "./routing-proof";

/** Where the requests of a model go, as proven. */
export interface RoutedModel {
  /** The lead variant's if there are several. */
  readonly pool: string;
  readonly route: string;
  /** The pools of all variants with their weights, if there are several. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** By request name: the pool and the route of each model that is proven to be reached, without its adapters. */
export function routedModels({ names }: RoutingProof): Readonly<Record<string, RoutedModel>> {
  return Object.fromEntries(
    names.flatMap(({ name, kind, route, pools: [lead, ...others] }) => {
      if (kind !== "model" || !lead) return [];
      const weights = Object.fromEntries([lead, ...others].map(({ pool, weight }) => [pool, weight]));
      return [[name, { pool: lead.pool, route, ...(others.length > 0 && { weights }) }] as const];
    }),
  );
}
