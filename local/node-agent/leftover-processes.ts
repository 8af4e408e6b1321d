import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isRunning, type ProcessIdentity } from "../process/process-identity";

const identitySchema = z.object({ pid: z.number(), startedAt: z.string() });
const pollIntervalMs = 50;

/**
 * Stops the container processes of an agent that was killed: nobody would restart them, and they hold the addresses
 * of pods that are about to start again.
 * @param pods folder of all pods.
 * @returns how many processes had to be stopped.
 */
export async function stopLeftoverProcesses(pods: string, graceMs: number): Promise<number> {
  const left = recordFiles(pods).flatMap(readIdentity).filter(isRunning);
  for (const identity of left) kill(identity, "SIGTERM");
  const deadline = Date.now() + graceMs;
  while (left.some(isRunning) && Date.now() < deadline) await sleep(pollIntervalMs);
  for (const identity of left.filter(isRunning)) kill(identity, "SIGKILL");
  return left.length;
}

function recordFiles(pods: string): string[] {
  return folders(pods).flatMap((pod) =>
    folders(path.join(pod, "containers")).map((container) => path.join(container, "process.json")),
  );
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(parent, entry.name));
}

/** No identity where the record is missing or was cut short: such a process had not begun to run. */
function readIdentity(file: string): ProcessIdentity[] {
  try {
    const parsed = identitySchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}

function kill(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended in between, which is what was asked for.
  }
}
