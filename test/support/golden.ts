import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { differences } from "./differences";
import type { Objects } from "./differences";
import { projectDir } from "./sources";

const options = { aliasDuplicateObjects: false, lineWidth: 120 } as const;

/** Compares a text with its golden file, which `UPDATE_GOLDEN=1` writes again, for review. */
export function expectReviewed(file: string, text: string): void {
  const golden = path.join(projectDir, "test", "golden", file);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);

  expect(text).toBe(readFileSync(golden, "utf8"));
}

/** All objects in their order, each under its id. */
export function objectsAsText(objects: Objects): string {
  return [...objects]
    .map(([id, object]) => `# ${id}\n${stringify(object, { aliasDuplicateObjects: false })}`)
    .join("---\n");
}

/** What sets objects apart from those of a golden file, as YAML; empty where nothing does. */
export function differencesAsText(golden: Objects, objects: Objects): string {
  const found = differences(golden, objects);
  return Object.keys(found).length === 0 ? "" : stringify(found, options);
}
