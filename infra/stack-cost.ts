import { monthlyCost } from "../components/cost/monthly-cost";
import type { FixedPart, MonthlyCost } from "../components/cost/monthly-cost";
import type { NewGkeSpec } from "../components/gke/gke";
import type { GatewayCost } from "../components/gateway/provider";
import type { StackSpec } from "./stack-spec";

/**
 * What a stack costs in a month on Google Cloud.
 * @returns undefined for a stack that creates nothing there.
 */
export function stackCost({ target, prices, gateway, provider }: StackSpec): MonthlyCost | undefined {
  if (target.kind !== "new") return undefined;
  const { region } = target;
  return monthlyCost({
    region,
    prices,
    pools: costPools(target),
    fixed: fixedParts(target, provider.cost(gateway.exposure)),
  });
}

function costPools({ systemPool, acceleratorPools }: NewGkeSpec) {
  const system = { ...systemPool, consumption: "on-demand" as const, currentNodes: systemPool.minNodes };
  const pools = acceleratorPools.map(({ neededNodes, ...pool }) => ({
    ...pool,
    currentNodes: Math.max(neededNodes, pool.minNodes),
  }));
  return [system, ...pools];
}

function fixedParts({ network }: NewGkeSpec, gateway: GatewayCost | undefined): readonly FixedPart[] {
  return [
    "cluster",
    ...(gateway === undefined ? [] : [gateway]),
    ...(network.kind === "new" ? (["nat"] as const) : []),
  ];
}
