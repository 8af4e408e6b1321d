import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { V1Pod } from "@kubernetes/client-node";

/**
 * Removes the leftovers of an earlier agent: every pod's folder, because all pods are restarted, and the logs of deleted
 * pods. The logs of the others stay, because they may explain why their last run ended.
 * @param folder folder of all pods; it exists afterwards.
 */
export async function removeLeftoverFiles(folder: string, pods: readonly V1Pod[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries)
    if (entry.isDirectory() || !isLogOf(entry.name, pods))
      await rm(path.join(folder, entry.name), { recursive: true, force: true });
}

function isLogOf(fileName: string, pods: readonly V1Pod[]): boolean {
  return pods.some(({ metadata }) =>
    fileName.startsWith(`${metadata?.namespace ?? ""}_${metadata?.name ?? ""}_`),
  );
}
