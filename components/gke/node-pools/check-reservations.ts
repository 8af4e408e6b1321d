import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import { poolPropPath } from "./accelerator-pools";
import type { AcceleratorPoolSpec } from "./accelerator-pools";
import type { NodePoolsProps } from "./node-pool-props";

/** Whether every pool with reserved nodes has its own reservation, and no other pool has one. */
export function checkReservations(
  props: NodePoolsProps,
  pools: readonly AcceleratorPoolSpec[],
): readonly Problem[] {
  return [...checkMissing(props, pools), ...checkUnused(props, pools), ...checkShared(props, pools)];
}

function checkMissing(props: NodePoolsProps, pools: readonly AcceleratorPoolSpec[]): readonly Problem[] {
  return pools
    .filter(({ consumption, reservation }) => consumption === "reservation" && reservation === undefined)
    .map(({ accelerator }) => {
      const consumptionPath = poolPropPath(accelerator, "consumption", props);
      return {
        code: "MissingKey",
        path: consumptionPath.replace(/consumption$/, "reservation"),
        rule: `must be set where ${consumptionPath} is reservation`,
        got: "nothing",
        fix: "name the reservation, such as my-h100-block, or take the nodes on-demand",
      };
    });
}

/** A reservation for all accelerators applies to those with reserved nodes; it is unused if there are none. */
function checkUnused(props: NodePoolsProps, pools: readonly AcceleratorPoolSpec[]): readonly Problem[] {
  const own = pools
    .filter(({ consumption }) => consumption !== "reservation")
    .flatMap(({ accelerator, consumption }) => {
      const reservation = props.accelerators?.[accelerator]?.reservation;
      if (reservation === undefined) return [];
      return [unused(`nodePools.accelerators.${accelerator}.reservation`, consumption, reservation)];
    });
  const { reservation, consumption = "on-demand" } = props;
  if (reservation === undefined || pools.some((pool) => pool.consumption === "reservation")) return own;
  return [...own, unused("nodePools.reservation", consumption, reservation)];
}

function unused(path: string, consumption: string, reservation: string): Problem {
  return {
    code: "NotApplicable",
    path,
    rule: `must be left out where consumption is ${consumption}: no node is taken from it`,
    got: quote(reservation),
    fix: "set consumption to reservation, or remove it",
  };
}

/** Compute Engine reserves machines of one type. */
function checkShared(props: NodePoolsProps, pools: readonly AcceleratorPoolSpec[]): readonly Problem[] {
  return pools.flatMap(({ accelerator, reservation }, index) => {
    if (reservation === undefined) return [];
    const first = pools
      .slice(0, index)
      .find((other) => other.reservation !== undefined && isSame(other.reservation, reservation));
    if (first === undefined) return [];
    return [
      {
        code: "NotApplicable" as const,
        path: poolPropPath(accelerator, "reservation", props),
        rule: `must be a different reservation for ${accelerator} than for ${first.accelerator}: a reservation holds machines of a single type`,
        got: quote(reservation),
        fix: `set nodePools.accelerators.${accelerator}.reservation, or another consumption for it`,
      },
    ];
  });
}

/** Blocks are parts of one reservation. */
function isSame(one: string, other: string): boolean {
  const [whole] = one.split("/reservationBlocks/", 1);
  return whole === other.split("/reservationBlocks/", 1)[0];
}
