import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import type { VolumeFile } from "./volume-files";

/** The link to the folder with the current files, as a kubelet calls it. */
const dataLink = "..data";

/**
 * Writes a volume's files into its folder, as a kubelet does (kubernetes pkg/volume/util/atomic_writer.go): the files are in a
 * folder with a new name, `..data` is a link that is moved to it, and each file is a link through `..data`. Who reads
 * meanwhile sees all files as they were, or all as they are; who watches the folder sees a move. Unchanged files are not
 * written.
 */
export async function writeVolume(folder: string, files: readonly VolumeFile[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const before = await currentFolder(folder);
  if (before === undefined ? files.length === 0 : await holds(path.join(folder, before), files)) return;
  const fresh = await mkdtemp(path.join(folder, "..files-"));
  for (const file of files) {
    const target = path.join(fresh, file.path);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, file.content, { mode: 0o600 });
  }
  const draft = path.join(folder, "..data_tmp");
  await rm(draft, { force: true });
  await symlink(path.basename(fresh), draft);
  await rename(draft, path.join(folder, dataLink));
  await linkFiles(folder, new Set(files.map((file) => file.path.split("/")[0] ?? "")));
  if (before !== undefined) await rm(path.join(folder, before), { recursive: true, force: true });
}

async function currentFolder(folder: string): Promise<string | undefined> {
  try {
    return await readlink(path.join(folder, dataLink));
  } catch {
    return undefined;
  }
}

/** Whether a folder has exactly these files. */
async function holds(folder: string, files: readonly VolumeFile[]): Promise<boolean> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  if (entries.filter((entry) => entry.isFile()).length !== files.length) return false;
  for (const file of files) {
    const content = await readFile(path.join(folder, file.path)).catch(() => undefined);
    if (!content?.equals(file.content)) return false;
  }
  return true;
}

/** A link for each file or folder of a volume, and for nothing else. */
async function linkFiles(folder: string, names: ReadonlySet<string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isSymbolicLink() && !entry.name.startsWith("..") && !names.has(entry.name))
      await rm(path.join(folder, entry.name));
  for (const name of names) {
    const link = path.join(folder, name);
    const exists = await lstat(link).then(
      () => true,
      () => false,
    );
    if (!exists) await symlink(path.join(dataLink, name), link);
  }
}
