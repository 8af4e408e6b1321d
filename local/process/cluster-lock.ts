import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import lockfile from "proper-lockfile";
import { z } from "zod";
import { UserError } from "../user-error";
import { isRunning, processIdentity, processIdentitySchema } from "./process-identity";

const holderSchema = processIdentitySchema.extend({ what: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** How long a lock lives that its holder no longer renews: one that was killed does not block the next for longer. */
const staleMs = 10_000;

/**
 * Runs `work` while no other command changes the same cluster.
 * @param what the command, as the other one's message names it.
 * @throws UserError when another command holds the cluster.
 */
export async function withClusterLock<T>(stateDir: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const release = await acquire(stateDir);
  try {
    writeFileSync(holderFile(stateDir), JSON.stringify({ ...processIdentity(process.pid), what }));
    return await work();
  } finally {
    // `down --purge` has removed the lock with everything else by now.
    await release().catch(() => undefined);
  }
}

async function acquire(stateDir: string): Promise<() => Promise<void>> {
  const options = { lockfilePath: path.join(stateDir, "cluster.lock"), stale: staleMs };
  const isHeld = await lockfile.check(stateDir, options);
  const holder = isHeld ? readHolder(stateDir) : undefined;
  if (holder !== undefined && isRunning(holder)) throw busy(holder);
  try {
    // The holder is gone without a goodbye: its lock turns stale within this time.
    const retries = { retries: isHeld ? staleMs / 1000 + 2 : 0, minTimeout: 1000, factor: 1 };
    return await lockfile.lock(stateDir, { ...options, retries });
  } catch {
    throw busy(readHolder(stateDir));
  }
}

function busy(holder: Holder | undefined): UserError {
  const isKnown = holder !== undefined && isRunning(holder);
  const who = isKnown ? `\`${holder.what}\` (process ${holder.pid})` : "another command";
  return new UserError(`${who} is working on this cluster; wait for it, or stop it with Ctrl-C first`);
}

function readHolder(stateDir: string): Holder | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(holderFile(stateDir), "utf8"));
    return holderSchema.safeParse(parsed).data;
  } catch {
    return undefined;
  }
}

function holderFile(stateDir: string): string {
  return path.join(stateDir, "cluster.lock.json");
}
