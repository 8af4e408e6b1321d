import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfValid } from "./read-if-valid";
import { isRunning, processIdentitySchema } from "./process-identity";
import type { ProcessIdentity } from "./process-identity";

/** Where the node agent and the gateway controller record each of their processes. */
const recordName = "process.json";

/**
 * Stops the processes that killed parts of a cluster left running: pods' containers and Envoy. Each has a `process.json`
 * below the folder; one whose number now belongs to another process is not touched.
 * @param graceMs how long they get to exit by themselves.
 * @returns the number of stopped processes.
 */
export async function stopLeftovers(folder: string, graceMs = 5000): Promise<number> {
  const left = recordFiles(folder).flatMap((file) => {
    const identity = readIfValid(file, processIdentitySchema);
    return identity !== undefined && isRunning(identity) ? [{ file, identity }] : [];
  });
  for (const { identity } of left) signal(identity, "SIGTERM");
  const deadline = Date.now() + graceMs;
  while (left.some(({ identity }) => isRunning(identity)) && Date.now() < deadline) await sleep(50);
  for (const { file, identity } of left) {
    signal(identity, "SIGKILL");
    rmSync(file, { force: true });
  }
  return left.length;
}

function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (isRunning(identity)) process.kill(identity.pid, name);
}

function recordFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === recordName)
      .map((file) => path.join(folder, file));
  } catch {
    return [];
  }
}
