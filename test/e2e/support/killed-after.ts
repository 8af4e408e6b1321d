import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { processIdentity } from "../../../local/process/process-identity";
import { sessionMembers } from "../../../local/process/session";

const killed = "SIGKILL";

/**
 * Runs a command and kills it after a time, together with all that it has started.
 * @returns whether it was killed; false when it had ended before.
 */
export async function killedAfter(
  afterMs: number,
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  // A session of its own, because what it starts is in process groups of its own.
  const child = spawn(command, args, { cwd, env, stdio: "ignore", detached: true });
  const ended = once(child, "exit");
  const leader = child.pid === undefined ? undefined : processIdentity(child.pid);
  if (leader === undefined) throw new Error(`${command} did not start`);
  const woken = new AbortController();
  await Promise.race([ended, sleep(afterMs, undefined, { signal: woken.signal })]);
  woken.abort();
  for (const { pid } of sessionMembers(leader)) process.kill(pid, killed);
  await ended;
  return child.signalCode === killed;
}
