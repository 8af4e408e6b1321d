import type { Problem } from "../problems/problems";

/** A reason why a request would not arrive, or not where it should. */
export function brokenRouting(path: string, rule: string, got: string, fix: string): Problem {
  return { code: "BrokenRouting", path, rule, got, fix };
}
