import { InvalidArgs } from "../components/problems/problems";
import type { StackConfig } from "./config/stack-config";
import { stackCost } from "./stack-cost";
import { resolveStack } from "./stack-spec";

/** What a stack costs in a month in which nobody asks it for anything, in USD, whatever its own `scaleToZero` is. */
export interface IdleCost {
  /** With `scaleToZero`; left out where the stack is not valid with it. */
  readonly withScaleToZero?: number;
  /** Without `scaleToZero`; left out where the stack is not valid without it. */
  readonly withoutScaleToZero?: number;
}

/** Sets beside each other what the flag is about; empty for a stack that makes no nodes. */
export function idleCost(stack: string, config: StackConfig): IdleCost {
  const withScaleToZero = minimumUsd(stack, { ...config, scaleToZero: true });
  const withoutScaleToZero = minimumUsd(stack, { ...config, scaleToZero: false });
  return {
    ...(withScaleToZero === undefined ? {} : { withScaleToZero }),
    ...(withoutScaleToZero === undefined ? {} : { withoutScaleToZero }),
  };
}

function minimumUsd(stack: string, config: StackConfig): number | undefined {
  try {
    const cost = stackCost(resolveStack(stack, config));
    return cost && Math.round(cost.minimumUsd);
  } catch (error) {
    if (error instanceof InvalidArgs) return undefined;
    throw error;
  }
}
