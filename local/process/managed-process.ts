import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { errorMessage, UserError } from "./user-error";
import { isRunning, processIdentity, type ProcessIdentity } from "./process-identity";
import { keepPreviousLog, logFile, processEndMessage } from "./process-log";
import { type ProcessRecord, readRecord, removeRecord, writeRecord } from "./process-records";
import { sessionMembers } from "./session";

/** Where a cluster's processes leave their records and their logs. */
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

/** What became of a request to start. */
export interface StartedProcess {
  readonly record: ProcessRecord;
  /** False when it already ran and was left alone. */
  readonly started: boolean;
}

const pollIntervalMs = 50;
/** How long what a process has left gets to end. */
const remainsGraceMs = 5000;

/**
 * Starts a process that outlives this one, or keeps it when it already runs. One that runs with another command line,
 * such as that of an older version, is stopped first; so is what one that was killed has left.
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

/** @returns the record; undefined for a process that has ended by the time that its number is known. */
async function spawnRecorded(
  processDir: string,
  spec: ProcessSpec,
  log: number,
): Promise<ProcessRecord | undefined> {
  const child = spawn(spec.command, spec.args, {
    // A session of its own: a Ctrl-C in the terminal stops the start, never a part that already serves.
    detached: true,
    stdio: ["ignore", log, log],
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env },
  });
  const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
  const record = identity && { name: spec.name, ...identity, command: [spec.command, ...spec.args] };
  // Before anything is awaited: a start that is killed now must still leave a trace of this process.
  if (record !== undefined) writeRecord(processDir, record);
  await once(child, "spawn");
  child.unref();
  return record;
}

/**
 * Stops exactly the recorded process: asks it with SIGTERM, then ends whatever is left of its session. One that was
 * killed before cannot stop what it had started, so that each of these is asked. A record whose processes are gone, or
 * whose number belongs to another process by now, is only forgotten.
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
    // It ended in between, which is what was asked for.
  }
}
