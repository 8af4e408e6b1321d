import { UserError } from "./user-error";
import type { ProcessFolders } from "./managed-process";
import { isRunning } from "./process-identity";
import { processEndMessage } from "./process-log";
import { readRecord } from "./process-records";

/** A watch over processes that should keep running. */
export interface ProcessWatch {
  /** Aborts with a UserError as soon as one of them has ended. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** Watches recorded processes, so that nothing waits for a part that has exited. */
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

function runs(processDir: string, name: string): boolean {
  const record = readRecord(processDir, name);
  return record !== undefined && isRunning(record);
}
