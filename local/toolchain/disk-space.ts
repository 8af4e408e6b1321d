import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../user-error";

const bytesPerGiB = 2 ** 30;

/**
 * Makes sure that a folder's disk has room.
 * @param folder need not exist yet.
 * @throws UserError when it has not.
 */
export async function requireDiskSpace(folder: string, needGiB: number): Promise<void> {
  const { bavail, bsize } = await statfs(existingParent(folder));
  const freeGiB = (bavail * bsize) / bytesPerGiB;
  if (freeGiB < needGiB) throw new UserError(diskSpaceMessage(folder, needGiB, freeGiB));
}

/** What to do about a disk that is too full. */
export function diskSpaceMessage(folder: string, needGiB: number, freeGiB: number): string {
  return (
    `disk of ${folder}: need ${needGiB} GiB free, got ${freeGiB.toFixed(1)} GiB; free some, or choose another disk ` +
    "with SWITCHYARD_CACHE, GOCACHE and GOMODCACHE"
  );
}

function existingParent(folder: string): string {
  return existsSync(folder) ? folder : existingParent(path.dirname(folder));
}
