import type { Problem } from "../problems/problems";

/** Something that one object says of another and that is not true. */
export function brokenReference(path: string, rule: string, got: string, fix: string): Problem {
  return { code: "BrokenReference", path, rule, got, fix };
}
