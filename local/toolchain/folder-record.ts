import { createHash } from "node:crypto";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** Written next to a complete folder of files, so that a damaged one is noticed. */
const recordSchema = z.object({ sha256: z.string() });

/** Records the contents of a folder. */
export async function recordFolder(folder: string): Promise<void> {
  const record: z.infer<typeof recordSchema> = { sha256: await folderHash(folder) };
  const partial = `${recordFile(folder)}.${process.pid}`;
  await writeFile(partial, JSON.stringify(record));
  await rename(partial, recordFile(folder));
}

/** Whether a folder still matches its record; false if there is none. */
export async function isIntactFolder(folder: string): Promise<boolean> {
  try {
    const { sha256 } = recordSchema.parse(JSON.parse(await readFile(recordFile(folder), "utf8")));
    return sha256 === (await folderHash(folder));
  } catch {
    return false;
  }
}

/** SHA-256 over the names and the contents of all files of a folder. */
async function folderHash(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const content = await readFile(file);
    hash.update(JSON.stringify([path.relative(folder, file), content.length])).update(content);
  }
  return hash.digest("hex");
}

function recordFile(folder: string): string {
  return `${folder}.json`;
}
