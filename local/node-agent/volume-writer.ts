import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { VolumeFile } from "./volume-files";

/** Writes a volume's files into its folder. A program that reads meanwhile sees the old file or the new one. */
export async function writeVolume(folder: string, files: readonly VolumeFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    const draft = `${target}.new`;
    await writeFile(draft, file.content, { mode: 0o600 });
    await rename(draft, target);
  }
}
