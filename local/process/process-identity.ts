import { readFileSync } from "node:fs";
import { z } from "zod";

/** What a part writes down of a process that it starts, so that a later run can find exactly that one. */
export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** Boot of the machine and start in clock ticks since then; a later process with the same number has another. */
  startedAt: z.string(),
});

/** What tells one process from every other that has ever had its number. */
export type ProcessIdentity = Readonly<z.infer<typeof processIdentitySchema>>;

/** What `/proc/<pid>/stat` says of a process. */
export interface ProcessStat {
  /** It has ended, its last thread too, and only waits to be collected by its parent. */
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
  // The first thread may be gone before the others, which still hold the sockets.
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

/** Whether exactly this process still runs: a process that only took over its number does not count. */
export function isRunning(identity: ProcessIdentity): boolean {
  return processIdentity(identity.pid)?.startedAt === identity.startedAt;
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
