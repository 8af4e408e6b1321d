import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { isIntact, placeProgram } from "./cache";
import type { Tool } from "./tool";
import { waitForLock } from "./wait-for-lock";

/** One running installation. */
export interface InstallJob {
  /** An empty folder for the program, under the tool's name. It is removed afterwards. */
  readonly workDir: string;
  /** Reports what is being done. */
  readonly report: (detail: string) => void;
  readonly signal: AbortSignal;
}

/** Gets a tool's program in one particular way. */
export type Installer = (tool: Tool, job: InstallJob) => Promise<void>;

const workPrefix = ".work-";

/**
 * Installs a program into the cache unless it already has an intact one. Runs that want the same program take turns, and
 * the program appears only when it is complete.
 * @throws the installer's error; nothing of the attempt is left.
 */
export async function installTool(
  tool: Tool,
  file: string,
  recipe: string,
  installer: Installer,
  job: Omit<InstallJob, "workDir">,
): Promise<void> {
  const directory = path.dirname(file);
  await mkdir(directory, { recursive: true });
  const release = await waitForLock(`${directory}.lock`, job);
  try {
    if (await isIntact(file, recipe)) return;
    await removeLeftovers(directory);
    const workDir = await mkdtemp(path.join(directory, workPrefix));
    await installer(tool, { ...job, workDir });
    const finished = path.join(workDir, tool.name);
    await chmod(finished, 0o755);
    await placeProgram(finished, file, recipe);
  } finally {
    await removeLeftovers(directory);
    // Fails only if the lock was lost, and then there is none to release.
    await release().catch(() => undefined);
  }
}

/** Work folders of this run, or of a killed one: because of the lock, no other run is active. */
async function removeLeftovers(directory: string): Promise<void> {
  for (const entry of await readdir(directory))
    if (entry.startsWith(workPrefix)) await rm(path.join(directory, entry), { recursive: true, force: true });
}
