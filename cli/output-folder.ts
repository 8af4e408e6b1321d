import { existsSync, mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "./run-to-exit";

/**
 * Whether a folder exists or can be made as far as its path says.
 * @throws UsageError when a file is in its way.
 */
export function checkFolder(folder: string): void {
  const found = nearest(path.resolve(folder));
  if (!statSync(found).isDirectory())
    throw new UsageError(`${folder} cannot be a folder: ${found} is a file`);
}

/**
 * Makes a folder and those around it. One by one, because Node's recursive `mkdir` never ends below /proc.
 * @throws UsageError when that is impossible.
 */
export function makeFolder(folder: string): void {
  checkFolder(folder);
  const target = path.resolve(folder);
  const found = nearest(target);
  const names = path.relative(found, target).split(path.sep).filter(Boolean);
  for (const [index] of names.entries()) {
    const next = path.join(found, ...names.slice(0, index + 1));
    try {
      mkdirSync(next);
    } catch (error) {
      throw new UsageError(`${folder} cannot be made: ${error instanceof Error ? error.message : next}`);
    }
  }
}

/** The last part of a path that exists. */
function nearest(target: string): string {
  return existsSync(target) ? target : nearest(path.dirname(target));
}
