import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import lockfile from "proper-lockfile";
import { z } from "zod";
import { readIfValid } from "./read-if-valid";
import { UserError } from "./user-error";
import { isRunning, processIdentity, processIdentitySchema } from "./process-identity";

const holderSchema = processIdentitySchema.extend({ what: z.string() });
type Holder = z.infer<typeof holderSchema>;

/**
 * Runs `work` while no other command changes the same cluster. The holder is identified by its process,
 * not by a timeout: one on a laptop that slept still holds the cluster, and one that was killed does not.
 * @param what the command, as named in the other command's message.
 * @throws UserError when another command holds the cluster.
 */
export async function withClusterLock<T>(stateDir: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  await claim(stateDir, what);
  try {
    return await work();
  } finally {
    rmSync(holderFile(stateDir), { force: true });
  }
}

/** A short critical section, for commands that start at the same time. */
async function claim(stateDir: string, what: string): Promise<void> {
  const release = await lockfile.lock(stateDir, {
    lockfilePath: path.join(stateDir, "cluster.lock"),
    // If a command is killed right here, its lock is stale after ten seconds.
    retries: { retries: 150, minTimeout: 100, factor: 1 },
    onCompromised: () => undefined,
  });
  try {
    const holder = readIfValid(holderFile(stateDir), holderSchema);
    if (holder !== undefined && isRunning(holder)) throw busy(holder);
    writeFileSync(holderFile(stateDir), JSON.stringify({ ...processIdentity(process.pid), what }));
  } finally {
    await release().catch(() => undefined);
  }
}

function busy({ what, pid }: Holder): UserError {
  return new UserError(
    `\`${what}\` (process ${pid}) is working on this cluster; wait for it, or stop it with Ctrl-C first`,
  );
}

function holderFile(stateDir: string): string {
  return path.join(stateDir, "holder.json");
}
