import { spawn } from "node:child_process";
import { once } from "node:events";
import { processIdentity } from "@switchyard/process/process-identity";
import { sessionMembers } from "@switchyard/process/session";

const killed = "SIGKILL";

/**
 * Runs a command and kills it at a moment, together with all that it has started.
 * @param moment ends when it is time; told when the command has ended before.
 * @returns whether it was killed; false when it had ended before.
 */
export async function killedAt(
  moment: (ended: AbortSignal) => Promise<unknown>,
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
  await Promise.race([ended, moment(woken.signal)]);
  woken.abort();
  for (const { pid } of sessionMembers(leader)) process.kill(pid, killed);
  await ended;
  return child.signalCode === killed;
}
