import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

/** One process and its memory. */
export interface ProcessMemory {
  readonly pid: number;
  /** Its program, and what distinguishes it from others of the same program. */
  readonly name: string;
  /** All pages in memory; those that processes share, such as a program's code, count for each of them. */
  readonly rssKiB: number;
  /** The same, with each shared page divided among its users, so that the values can be added up. */
  readonly pssKiB: number;
}

/** A process and the one that started it. */
export interface Parentage {
  readonly pid: number;
  readonly parent: number;
}

/** Some processes and all their descendants, in list order. */
export function withDescendants(roots: readonly number[], all: readonly Parentage[]): readonly number[] {
  const found = new Set(roots);
  const grow = (): boolean => {
    const before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
    return found.size > before;
  };
  while (grow());
  return all.map(({ pid }) => pid).filter((pid) => found.has(pid));
}

/** The two sums of `/proc/<pid>/smaps_rollup`. */
export function parseRollup(text: string): Pick<ProcessMemory, "rssKiB" | "pssKiB"> {
  const sum = (key: string) => Number(new RegExp(`^${key}: +(\\d+) kB$`, "m").exec(text)?.[1] ?? 0);
  return { rssKiB: sum("Rss"), pssKiB: sum("Pss") };
}

/** Name of a process: its program, and for our scripts the script's folder. */
export function processName(commandLine: readonly string[]): string {
  const [program = ""] = commandLine;
  const script = commandLine.find((argument) => /\/main\.(ts|js)$/.test(argument));
  return path.basename(script === undefined ? program : path.dirname(script));
}

/** Memory of some processes and all their descendants, except those that have exited meanwhile. */
export function readMemory(roots: readonly number[]): readonly ProcessMemory[] {
  return withDescendants(roots, readParentage()).flatMap((pid) => {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      const rollup = parseRollup(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));
      return [{ pid, name: processName(commandLine), ...rollup }];
    } catch {
      return [];
    }
  });
}

function readParentage(): readonly Parentage[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      return [{ pid: Number(pid), parent: Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]) }];
    } catch {
      return [];
    }
  });
}
