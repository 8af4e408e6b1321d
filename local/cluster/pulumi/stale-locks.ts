import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { readIfValid } from "@switchyard/process/read-if-valid";

const lockSchema = z.object({ pid: z.number(), hostname: z.string() });

/** The holder of a lock, as recorded in the state. */
export type StateLock = z.infer<typeof lockSchema>;

/**
 * Removes the locks that a killed `pulumi` of this machine left in the state.
 * @returns how many there were.
 */
export function removeStaleLocks(pulumiStateDir: string): number {
  const folder = path.join(pulumiStateDir, ".pulumi", "locks");
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => path.join(folder, file));
  const stale = files.filter((file) => {
    const lock = readIfValid(file, lockSchema);
    // A lock without a readable holder is left by a power failure: it would lock the state forever.
    return lock === undefined || isStale(lock);
  });
  // The state keeps the attributes of each file next to it.
  for (const file of stale.flatMap((name) => [name, `${name}.attrs`])) rmSync(file, { force: true });
  return stale.length;
}

/** Whether a lock's holder was a process of this machine that is gone, even if another program reuses its number. */
export function isStale(
  lock: StateLock,
  host: string = hostname(),
  programOf: (pid: number) => string | undefined = runningProgram,
): boolean {
  return lock.hostname === host && programOf(lock.pid) !== "pulumi";
}

function runningProgram(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
}
