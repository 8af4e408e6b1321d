import type { Problem } from "../problems";
import type { ModelServingSpec } from "./model-serving-props";
import { backendTimeoutSec, noticeSec } from "./scaling";

/**
 * Longest timeout of a backend, in seconds. The API takes more, but Google restarts its proxies, and advises against
 * more than a day. Source: gcpdiag's rule lb/BP/2025_002 (read 2026-11).
 */
export const longestTimeoutSec = 86_400;

/**
 * What is wrong with how a model scales, beyond the types of its props.
 * @param path where the user said it: the model's entry.
 */
export function checkScaling(spec: ModelServingSpec, path: string): readonly Problem[] {
  return [...checkBounds(spec, path), ...checkTimeout(spec, path)];
}

function checkBounds({ scaling }: ModelServingSpec, path: string): readonly Problem[] {
  if (scaling === undefined || scaling.minReplicas <= scaling.maxReplicas) return [];
  const { minReplicas, maxReplicas } = scaling;
  return [
    {
      code: "MinAboveMax",
      path: `${path}.minReplicas`,
      rule: `must be at most maxReplicas, ${maxReplicas}`,
      got: String(minReplicas),
      fix: `lower it, or set maxReplicas to ${minReplicas} or more`,
    },
  ];
}

function checkTimeout(spec: ModelServingSpec, path: string): readonly Problem[] {
  const timeoutSec = backendTimeoutSec(spec);
  if (spec.scaling === undefined || timeoutSec <= longestTimeoutSec) return [];
  return [
    {
      code: "OutOfRange",
      path: `${path}.coldStartSec`,
      rule: `must be at most ${longestTimeoutSec} seconds together with requestTimeoutSec and ${noticeSec} seconds more, or a load balancer gives up first`,
      got: `${spec.scaling.coldStartSec}, together ${timeoutSec}`,
      fix: "lower it, or requestTimeoutSec",
    },
  ];
}
