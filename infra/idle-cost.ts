import { InvalidArgs } from "../components/problems/problems";
import type { LoadedStack } from "./load-stack";
import { stackCost } from "./stack-cost";
import { resolveStack } from "./resolve-stack";

/** What a stack costs in a month without requests, in USD, regardless of its own `scaleToZero`. */
export interface IdleCost {
  /** With `scaleToZero`; left out where the stack is not valid with it. */
  readonly withScaleToZero?: number;
  /** Without `scaleToZero`; left out where the stack is not valid without it. */
  readonly withoutScaleToZero?: number;
}

/** Compares the idle cost with and without `scaleToZero`; empty for a stack that creates no nodes. */
export function idleCost(stack: Pick<LoadedStack, "config" | "spec">): IdleCost {
  const withScaleToZero = minimumUsd(stack, true);
  const withoutScaleToZero = minimumUsd(stack, false);
  return {
    ...(withScaleToZero === undefined ? {} : { withScaleToZero }),
    ...(withoutScaleToZero === undefined ? {} : { withoutScaleToZero }),
  };
}

function minimumUsd(
  { config, spec }: Pick<LoadedStack, "config" | "spec">,
  scaleToZero: boolean,
): number | undefined {
  const isAsNow = scaleToZero === (config.scaleToZero ?? false);
  try {
    const cost = stackCost(isAsNow ? spec : resolveStack(spec.stack, { ...config, scaleToZero }));
    return cost && Math.round(cost.minimumUsd);
  } catch (error) {
    if (error instanceof InvalidArgs) return undefined;
    throw error;
  }
}
