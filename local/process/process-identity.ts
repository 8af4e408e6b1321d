import { readFileSync } from "node:fs";

/** What tells one process from every other that has ever had its number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot of the machine and start in clock ticks since then; a later process with the same number has another. */
  readonly startedAt: string;
}

/**
 * The start of a process, in clock ticks since boot, out of the text of `/proc/<pid>/stat`.
 * @returns undefined for a process that has ended and only waits to be collected by its parent.
 */
export function parseStartTicks(stat: string): string | undefined {
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, ticks] = [fields[0], fields[19]];
  return state === "Z" || state === "X" ? undefined : ticks;
}

/** The identity of a running process, or undefined when there is none with that number. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  try {
    const ticks = parseStartTicks(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return ticks === undefined ? undefined : { pid, startedAt: `${bootId()}/${ticks}` };
  } catch {
    return undefined;
  }
}

/** Whether exactly this process still runs: a process that only took over its number does not count. */
export function isRunning(identity: ProcessIdentity): boolean {
  return processIdentity(identity.pid)?.startedAt === identity.startedAt;
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
