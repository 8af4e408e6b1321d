import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";

/** A process that has to do with a folder. */
export interface FolderProcess {
  readonly pid: number;
  readonly command: string;
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
        /(?:local\/[\w-]+\/main\.ts|local\/start\.ts)/.exec(command)?.[0] ?? programOf(command),
    )
    .filter((name) => name !== "esbuild")
    .sort();
}

function programOf(command: string): string {
  return path.basename(command.split(" ")[0] ?? "");
}

function read(pid: string): { readonly command: string; readonly traces: string } {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
    return { command, traces: [command, environment, readlinkSync(`/proc/${pid}/cwd`)].join("\n") };
  } catch {
    // It has ended since the list was read.
    return { command: "", traces: "" };
  }
}
