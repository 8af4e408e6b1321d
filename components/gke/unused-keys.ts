import { quote } from "../problems";
import type { Problem } from "../problems";

/**
 * Keys without a meaning, because something is there already and is used as it is.
 * @param section where the keys stand, such as `network`.
 * @param existing key that says so, such as `network.existing`.
 */
export function unusedKeys(section: string, values: object, existing: string): readonly Problem[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({
      code: "NotApplicable",
      path: `${section}.${key}`,
      rule: `must be left out beside ${existing}, which is used as it is`,
      got: quote(value),
      fix: `remove it, or remove ${existing} to have a new one made`,
    }));
}
