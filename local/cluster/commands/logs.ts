import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { ClusterSettings } from "../settings";
import { UserError } from "@switchyard/process/user-error";

/** One log and the name that selects it. */
export interface LogFile {
  /** Name of a process, or of a pod. */
  readonly name: string;
  readonly file: string;
}

/**
 * Prints the log of a process, or of all pods with the name prefix `name`.
 * @throws UserError that lists the names when none matches.
 */
export async function runLogs(settings: ClusterSettings, name: string, follow: boolean): Promise<void> {
  const logs = allLogs(settings);
  const files = matchingLogs(logs, name).map(({ file }) => file);
  if (files.length === 0) throw new UserError(unknownLogMessage(logs, name));
  const tail = spawn("tail", ["-n", "+1", ...(follow ? ["-F"] : []), ...files], { stdio: "inherit" });
  // A Ctrl-C reaches both processes; the exit code is that of `tail`.
  const ignore = () => undefined;
  process.on("SIGINT", ignore);
  await once(tail, "close");
  process.off("SIGINT", ignore);
}

/** The logs that a name selects: a process by its whole name, otherwise pods by name prefix. */
export function matchingLogs(logs: readonly LogFile[], name: string): readonly LogFile[] {
  const exact = logs.filter((log) => log.name === name);
  return exact.length > 0 ? exact : logs.filter((log) => log.name.startsWith(name));
}

/** The name in a log's file name: `<process>.log` or `<namespace>_<pod>_<container>.log`. */
export function logName(fileName: string): string {
  const [first = "", pod] = fileName.replace(/(\.previous)?\.log$/, "").split("_");
  return pod ?? first;
}

function unknownLogMessage(logs: readonly LogFile[], name: string): string {
  const names = [...new Set(logs.map((log) => log.name))].sort();
  if (names.length === 0) return "there are no logs yet; run `npm start` first";
  return `no log is named ${name}; choose one of\n${names.map((known) => `  ${known}`).join("\n")}`;
}

function allLogs({ logDir, stateDir }: ClusterSettings): readonly LogFile[] {
  return [logDir, path.join(stateDir, "pods")].flatMap((folder) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((file) => file.endsWith(".log") && !file.endsWith(".previous.log"))
      .map((file) => ({ name: logName(file), file: path.join(folder, file) })),
  );
}
