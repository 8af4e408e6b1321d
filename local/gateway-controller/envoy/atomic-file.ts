import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Writes a file by renaming a complete one over it, which is also what makes Envoy read it again. A file with the
 * same content is not touched.
 * @returns whether the file was written.
 */
export function writeIfChanged(file: string, content: string): boolean {
  if (readIfExists(file) === content) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, file);
  return true;
}

/** The text of a file, or undefined if it does not exist. */
export function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Removes every file of a folder that is not listed. */
export function removeOthers(dir: string, keep: readonly string[]): void {
  const kept = new Set(keep);
  const files = readdirSync(dir).map((name) => path.join(dir, name));
  for (const file of files.filter((candidate) => !kept.has(candidate))) rmSync(file);
}
