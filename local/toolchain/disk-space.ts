import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { UserError } from "@switchyard/process/user-error";

const bytesPerGiB = 2 ** 30;

/**
 * Checks that a folder's disk has enough space.
 * @param folder need not exist yet.
 * @param remedy what to do if it has not, besides freeing space.
 * @throws UserError if it has not.
 */
export async function requireDiskSpace(folder: string, needGiB: number, remedy: string): Promise<void> {
  const { bavail, bsize } = await statfs(existingParent(folder));
  const freeGiB = (bavail * bsize) / bytesPerGiB;
  if (freeGiB >= needGiB) return;
  throw new UserError(
    `disk of ${folder}: need ${needGiB} GiB free, got ${freeGiB.toFixed(1)} GiB; free some, or ${remedy}`,
  );
}

function existingParent(folder: string): string {
  return existsSync(folder) ? folder : existingParent(path.dirname(folder));
}
