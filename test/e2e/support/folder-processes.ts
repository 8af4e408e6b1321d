import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** A process that has to do with a folder. */
export interface FolderProcess {
  readonly pid: number;
  /** Its program and arguments, any of which may hold spaces. */
  readonly command: readonly string[];
}

/**
 * Every process of the machine that works in a folder, or has its path in the environment or on the command line: all
 * that a copy of the checkout in this folder has started, whether anything was recorded of it or not.
 */
export function folderProcesses(folder: string): readonly FolderProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), ...read(name) }))
    .filter(({ traces }) => traces.includes(folder))
    .map(({ pid, command }) => ({ pid, command }));
}

/** What runs, by the name of its program or of its script, sorted: equal lists mean that nothing is there twice. */
export function programNames(processes: readonly FolderProcess[]): readonly string[] {
  return processes
    .map(
      ({ command }) =>
        /local\/(?:[\w-]+\/main|cluster\/start)\.ts/.exec(command.join(" "))?.[0] ??
        path.basename(command[0] ?? ""),
    )
    .filter((name) => name !== "esbuild")
    .sort();
}

function read(pid: string): { readonly command: readonly string[]; readonly traces: string } {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    return { command, traces: [...command, environment, readlinkSync(`/proc/${pid}/cwd`)].join("\n") };
  } catch {
    // It has ended since the list was read.
    return { command: [], traces: "" };
  }
}
