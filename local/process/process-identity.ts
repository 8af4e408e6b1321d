import { readFileSync } from "node:fs";
import { z } from "zod";

/** Identifies a started process, so that a later run can find exactly that one. */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** Boot id of the machine and start time in clock ticks since boot; a later process with the same number differs. */
  startedAt: z.string(),
});

/** Distinguishes one process from every other that has ever had its number. */
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

/** Facts about a process from `/proc/<pid>/stat`. */
export interface ProcessStat {
  /** It has exited with all its threads, and only waits for its parent to reap it. */
  readonly hasEnded: boolean;
  /** Number of the process that leads its session. */
  readonly session: number;
  readonly startTicks: string;
}

/** Reads the text of `/proc/<pid>/stat`. */
export function parseStat(stat: string): ProcessStat {
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = "", session = "", threads = "", startTicks = ""] = [0, 3, 17, 19].map(
    (index) => fields[index],
  );
  // The main thread may exit before the others, which still hold the sockets.
  const hasEnded = (state === "Z" || state === "X") && Number(threads) <= 1;
  return { hasEnded, session: Number(session), startTicks };
}

/** The identity of a running process, or undefined when there is none with that number. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  try {
    const { hasEnded, startTicks } = parseStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
    return hasEnded ? undefined : { pid, startedAt: `${bootId()}/${startTicks}` };
  } catch {
    return undefined;
  }
}

/** Whether exactly this process still runs: another process with the same number does not count. */
export function isRunning(identity: ProcessIdentity): boolean {
  return processIdentity(identity.pid)?.startedAt === identity.startedAt;
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
