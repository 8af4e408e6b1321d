import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Copies the files in a folder of a Go module, at any depth.
 * @param keeps decides by a file's content whether it is copied.
 */
export async function copyFiles(
  from: string,
  to: string,
  keeps: (content: string) => boolean,
): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = path.join(entry.parentPath, entry.name);
    const content = await readFile(source, "utf8");
    if (!keeps(content)) continue;
    // Content only: a module's own files and folders are read-only, which would make the copies hard to remove.
    const target = path.join(to, path.relative(from, source));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}
