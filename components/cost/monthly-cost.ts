import type { Consumption } from "../accelerators/consumption";
import type { GatewayCost } from "../gateway/provider";
import { listPrices } from "./list-prices";
import type { PriceOverrides } from "./price-overrides";
import { nodeUsdPerHour } from "./node-price";

/** Hours in a month, as Google's calculator counts them. */
const hoursPerMonth = 730;

/** The facts about a node pool that determine its cost. */
export interface PoolInput {
  readonly name: string;
  /** Compute Engine machine type of its nodes. */
  readonly machineType: string;
  readonly consumption: Consumption;
  /** Minimum nodes. */
  readonly minNodes: number;
  /** Nodes for the current number of replicas. */
  readonly currentNodes: number;
  /** Maximum nodes. */
  readonly maxNodes: number;
}

/** Parts whose cost does not depend on the number of nodes, except NAT, which counts them. */
export type FixedPart = "cluster" | "nat" | GatewayCost;

/** What is paid for. */
export interface CostInput {
  /** Region of the nodes, such as `europe-west4`. */
  readonly region: string;
  /** All node pools, the system pool included. */
  readonly pools: readonly PoolInput[];
  /** The parts that this stack creates; existing ones are not counted. */
  readonly fixed: readonly FixedPart[];
  /**
   * Prices that differ from the list.
   * @default - list prices
   */
  readonly prices?: PriceOverrides | undefined;
}

/** USD a month at the fewest, the current and the most nodes. */
export interface Span {
  readonly minimumUsd: number;
  readonly currentUsd: number;
  readonly maximumUsd: number;
}

/** One thing that is paid for. */
export interface CostLine {
  /** Name of the pool or of the fixed part. */
  readonly name: string;
  /** What it is: `ct6e-standard-4t, spot`. */
  readonly detail: string;
  /** Its cost; `undefined` where no price is known. */
  readonly usd: Span | undefined;
}

/** What a stack costs in a month, without traffic, disks and logs. */
export interface MonthlyCost extends Span {
  readonly lines: readonly CostLine[];
  /** What has no known price, such as `a3-highgpu-8g (spot) in me-west1`. The sums exclude it and are therefore too low. */
  readonly unpriced: readonly string[];
  /** What the sums do not show. */
  readonly notes: readonly string[];
}

/** What a stack costs in a month. */
export function monthlyCost(input: CostInput): MonthlyCost {
  const lines = [
    ...input.pools.map((pool) => poolLine(pool, input)),
    ...input.fixed.map((part) => fixedLine(part, input)),
  ];
  const unpriced = input.pools.flatMap(({ machineType, consumption }) =>
    nodeUsdPerHour(machineType, input.region, consumption, input.prices) === undefined
      ? [`${machineType} (${consumption}) in ${input.region}`]
      : [],
  );
  return {
    ...sum(lines.flatMap(({ usd }) => usd ?? [])),
    lines,
    unpriced: [...new Set(unpriced)],
    notes: notesOn(input.pools),
  };
}

/** Only its owner knows how large a reservation is and which discounts come with it. */
function notesOn(pools: readonly PoolInput[]): readonly string[] {
  const reserved = pools.filter(({ consumption }) => consumption === "reservation").map(({ name }) => name);
  if (reserved.length === 0) return [];
  return [
    `${reserved.join(", ")}: nodes of a reservation are counted while they run, at the list price on demand; ` +
      "a reservation costs the same without them",
  ];
}

function poolLine({ name, machineType, consumption, ...pool }: PoolInput, input: CostInput): CostLine {
  const price = nodeUsdPerHour(machineType, input.region, consumption, input.prices);
  const detail = `${machineType}, ${consumption}`;
  if (price === undefined) return { name, detail, usd: undefined };
  const usd = span(pool, (nodes) => nodes * price);
  return { name, detail, usd };
}

function fixedLine(part: FixedPart, { pools, prices }: CostInput): CostLine {
  const nodes = {
    minNodes: total(pools.map(({ minNodes }) => minNodes)),
    currentNodes: total(pools.map(({ currentNodes }) => currentNodes)),
    maxNodes: total(pools.map(({ maxNodes }) => maxNodes)),
  };
  switch (part) {
    case "cluster":
      return {
        name: part,
        detail: "management fee",
        usd: span(nodes, () => prices?.cluster ?? listPrices.cluster),
      };
    case "nat":
      return {
        name: part,
        detail: "Cloud NAT",
        usd: span(nodes, (count) => prices?.nat ?? natUsdPerHour(count)),
      };
    default:
      return {
        name: "gateway",
        detail: part.detail,
        usd: span(nodes, () => prices?.gateway ?? part.usdPerHour),
      };
  }
}

function natUsdPerHour(nodes: number): number {
  const { perNode, most, address } = listPrices.nat;
  return Math.min(nodes * perNode, most) + address;
}

function span(
  { minNodes, currentNodes, maxNodes }: Pick<PoolInput, "minNodes" | "currentNodes" | "maxNodes">,
  usdPerHour: (nodes: number) => number,
): Span {
  return {
    minimumUsd: inCents(usdPerHour(minNodes) * hoursPerMonth),
    currentUsd: inCents(usdPerHour(currentNodes) * hoursPerMonth),
    maximumUsd: inCents(usdPerHour(maxNodes) * hoursPerMonth),
  };
}

function sum(spans: readonly Span[]): Span {
  return {
    minimumUsd: inCents(total(spans.map(({ minimumUsd }) => minimumUsd))),
    currentUsd: inCents(total(spans.map(({ currentUsd }) => currentUsd))),
    maximumUsd: inCents(total(spans.map(({ maximumUsd }) => maximumUsd))),
  };
}

/** Removes the noise of binary fractions. */
function inCents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
