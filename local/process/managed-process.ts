import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { errorMessage, UserError } from "./user-error";
import { isRunning, processIdentity } from "./process-identity";
import type { ProcessIdentity } from "./process-identity";
import { keepPreviousLog, logFile, processEndMessage } from "./process-log";
import { readRecord, removeRecord, writeRecord } from "./process-records";
import type { ProcessRecord } from "./process-records";
import { sessionMembers } from "./session";

/** Folders for the records and logs of a cluster's processes. */
export interface ProcessFolders {
  readonly processDir: string;
  readonly logDir: string;
}

/** A process to start. */
export interface ProcessSpec {
  /** Unique in its cluster; names its record and its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory. @default - that of this process */
  readonly cwd?: string;
}

/** Result of a request to start. */
export interface StartedProcess {
  readonly record: ProcessRecord;
  /** False if it already ran and was kept. */
  readonly started: boolean;
}

const pollIntervalMs = 50;
/** How long the leftovers of a process get to exit. */
const remainsGraceMs = 5000;

/**
 * Starts a process that outlives this one, or keeps it when it already runs. A process with another command line,
 * such as that of an older version, is stopped first, as are the leftovers of a killed one.
 * @throws UserError when the program cannot be run, or ends at once.
 */
export async function startProcess(folders: ProcessFolders, spec: ProcessSpec): Promise<StartedProcess> {
  const known = readRecord(folders.processDir, spec.name);
  const command = [spec.command, ...spec.args];
  if (known !== undefined && isRunning(known) && isDeepStrictEqual(known.command, command))
    return { record: known, started: false };
  await stopProcess(folders.processDir, spec.name);
  keepPreviousLog(folders.logDir, spec.name);
  const log = openSync(logFile(folders.logDir, spec.name), "a", 0o600);
  try {
    const record = await spawnRecorded(folders.processDir, spec, log);
    if (record === undefined) throw new UserError(processEndMessage(folders.logDir, spec.name, "ended"));
    return { record, started: true };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const where = logFile(folders.logDir, spec.name);
    throw new UserError(`${spec.name} did not start: ${errorMessage(error)}; see ${where}`);
  } finally {
    closeSync(log);
  }
}

/** @returns the record; undefined if the process has exited before its number is known. */
async function spawnRecorded(
  processDir: string,
  spec: ProcessSpec,
  log: number,
): Promise<ProcessRecord | undefined> {
  const child = spawn(spec.command, spec.args, {
    // In its own session: a Ctrl-C in the terminal stops the start, never a part that already serves.
    detached: true,
    stdio: ["ignore", log, log],
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env },
  });
  const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
  const record = identity && { name: spec.name, ...identity, command: [spec.command, ...spec.args] };
  // Before anything is awaited: even a start that is killed now must leave a record of this process.
  if (record !== undefined) writeRecord(processDir, record);
  await once(child, "spawn");
  child.unref();
  return record;
}

/**
 * Stops exactly the recorded process: sends SIGTERM, then kills what is left of its session. A process that was killed
 * earlier cannot stop its children, so each of these gets SIGTERM as well. A record whose processes are gone, or whose
 * number now belongs to another process, is only removed.
 * @returns whether anything had to be stopped.
 */
export async function stopProcess(processDir: string, name: string, graceMs = 10_000): Promise<boolean> {
  const record = readRecord(processDir, name);
  if (record === undefined) return false;
  const isLed = isRunning(record);
  const asked = isLed ? [record] : sessionMembers(record);
  await end(asked, "SIGTERM", isLed ? graceMs : remainsGraceMs);
  await end(sessionMembers(record), "SIGKILL", remainsGraceMs);
  removeRecord(processDir, name);
  return asked.length > 0;
}

async function end(
  processes: readonly ProcessIdentity[],
  name: NodeJS.Signals,
  withinMs: number,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (const { pid } of processes) signal(pid, name);
  while (processes.some(isRunning) && Date.now() < deadline) await sleep(pollIntervalMs);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It exited in between, which is the goal.
  }
}
