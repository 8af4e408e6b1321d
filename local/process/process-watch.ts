import { UserError } from "../user-error";
import { logFile, logTail, type ProcessFolders } from "./managed-process";
import { isRunning } from "./process-identity";
import { readRecord } from "./process-records";

/** A watch over processes that are meant to keep running. */
export interface ProcessWatch {
  /** Aborts with a UserError as soon as one of them has ended. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** Watches recorded processes, so that nothing waits for a part that is gone. */
export function watchProcesses(
  folders: ProcessFolders,
  names: readonly string[],
  intervalMs = 1000,
): ProcessWatch {
  const controller = new AbortController();
  const timer = setInterval(() => {
    const ended = names.find((name) => !runs(folders.processDir, name));
    if (ended === undefined) return;
    clearInterval(timer);
    controller.abort(new UserError(processEndMessage(folders.logDir, ended, "ended")));
  }, intervalMs);
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** What happened to a process, with the end of its log. */
export function processEndMessage(logDir: string, name: string, what: string): string {
  const file = logFile(logDir, name);
  const tail = logTail(logDir, name, 5);
  if (tail.every((line) => line === "")) return `${name} ${what}; ${file} is empty, as it is on a full disk`;
  return `${name} ${what}; the end of ${file}:${tail.map((line) => `\n    ${line}`).join("")}`;
}

function runs(processDir: string, name: string): boolean {
  const record = readRecord(processDir, name);
  return record !== undefined && isRunning(record);
}
