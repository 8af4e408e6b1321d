import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";

/**
 * Reports keys that have no effect because an existing cluster or network is used as it is.
 * @param section section of the keys, such as `network`.
 * @param existing key that names what exists, such as `network.existing`.
 * @param isOnly whether it is the only such key: without it, a new one would be created.
 */
export function checkUnusedKeys(
  section: "cluster" | "network",
  values: object,
  existing: string,
  isOnly = true,
): readonly Problem[] {
  const stated = Object.entries(values).filter(([, value]) => value !== undefined);
  const isNew = isOnly && stated.every(([key]) => key !== "existing");
  return stated.map(([key, value]) => ({
    code: "NotApplicable",
    path: `${section}.${key}`,
    rule: `must be left out with ${existing}, which is used as it is`,
    got: quote(value),
    fix: key === "existing" ? existingFix(section, existing, isOnly) : newFix(existing, isNew),
  }));
}

function newFix(existing: string, isNew: boolean): string {
  return isNew ? `remove it, or remove ${existing} to create a new one` : "remove it";
}

function existingFix(section: "cluster" | "network", existing: string, isOnly: boolean): string {
  if (section === "cluster") return `remove it, or remove ${existing} to use this GKE cluster`;
  return isOnly ? `remove it, or remove ${existing} to create a new cluster in this network` : "remove it";
}
