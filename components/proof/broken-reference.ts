import type { Problem } from "../problems/problems";

/** A wrong reference from one object to another. */
export function brokenReference(path: string, rule: string, got: string, fix: string): Problem {
  return { code: "BrokenReference", path, rule, got, fix };
}
