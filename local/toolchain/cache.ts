import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { Tool } from "./tool";

/** Written next to an installed program, so that a damaged or outdated one is noticed. */
const recordSchema = z.object({
  recipe: z.string(),
  sha256: z.string(),
  sizeBytes: z.number(),
  mtimeMs: z.number(),
});

/** Folder with the go.mod files and other sources of the tools. */
export const toolSources = path.resolve(__dirname, "../../tools");

/** The folder that holds all tools: `SWITCHYARD_CACHE`, else `switchyard` in the user's cache folder. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const userCache = env["XDG_CACHE_HOME"] ?? "";
  const fallback = userCache === "" ? path.join(os.homedir(), ".cache") : userCache;
  const chosen = env["SWITCHYARD_CACHE"] ?? "";
  return chosen === "" ? path.join(fallback, "switchyard") : path.resolve(chosen);
}

/** Where a tool's program is, or will be, in the cache. */
export function cachedFile(cacheDir: string, tool: Tool): string {
  return path.join(cacheDir, tool.cacheFolder ?? `${tool.name}-${tool.version}`, tool.name);
}

/** Fingerprint of a tool's sources: a different one means that the cached program is outdated. */
export async function toolRecipe(tool: Tool): Promise<string> {
  const { version, origin } = tool;
  const hash = createHash("sha256").update(
    JSON.stringify({ version, origin: { ...origin, expectedSec: 0 } }),
  );
  const folders = [origin.folder];
  if (origin.kind === "go" && origin.overlay === "pod-network") folders.push("podnet");
  for (const folder of folders) {
    const directory = path.join(toolSources, folder);
    for (const file of await filesIn(directory))
      hash.update(file).update(await readFile(path.join(directory, file)));
  }
  return hash.digest("hex");
}

/** Paths of all files below a folder, relative to it. */
async function filesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => path.relative(directory, path.join(file.parentPath, file.name))).sort();
}

/** Whether the program exists, is undamaged and was made from this recipe. The hash is compared only if size or time differ. */
export async function isIntact(file: string, recipe: string): Promise<boolean> {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(recordFile(file), "utf8")));
    const { size, mtimeMs } = await stat(file);
    if (record.recipe !== recipe || record.sizeBytes !== size) return false;
    return record.mtimeMs === mtimeMs || record.sha256 === (await fileHash(file));
  } catch {
    return false;
  }
}

/** Moves a finished program into place atomically, and records it. */
export async function placeProgram(finished: string, file: string, recipe: string): Promise<void> {
  const sha256 = await fileHash(finished);
  const { size, mtimeMs } = await stat(finished);
  const record: z.infer<typeof recordSchema> = { recipe, sha256, sizeBytes: size, mtimeMs };
  await writeFile(`${finished}.json`, JSON.stringify(record));
  await rename(finished, file);
  await rename(`${finished}.json`, recordFile(file));
}

/** SHA-256 of a file, in hexadecimal. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function recordFile(file: string): string {
  return `${file}.json`;
}
