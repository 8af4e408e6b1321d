import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { errorMessage, UserError } from "../user-error";
import { isRunning, processIdentity, type ProcessIdentity } from "./process-identity";
import { type ProcessRecord, readRecord, removeRecord, writeRecord } from "./process-records";

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

/**
 * Starts a process that outlives this one, or keeps it when it already runs. One that runs with another command line,
 * such as that of an older version, is stopped first.
 * @throws UserError when the program cannot be run.
 */
export async function startProcess(folders: ProcessFolders, spec: ProcessSpec): Promise<StartedProcess> {
  const known = readRecord(folders.processDir, spec.name);
  const command = [spec.command, ...spec.args];
  if (known !== undefined && isRunning(known)) {
    if (isDeepStrictEqual(known.command, command)) return { record: known, started: false };
    await stopProcess(folders.processDir, spec.name);
  }
  const identity = await spawnDetached(folders.logDir, spec);
  const record = { name: spec.name, ...identity, command };
  writeRecord(folders.processDir, record);
  return { record, started: true };
}

async function spawnDetached(logDir: string, spec: ProcessSpec): Promise<ProcessIdentity> {
  const log = openLog(logDir, spec.name);
  try {
    const child = spawn(spec.command, spec.args, {
      // Its own process group: a Ctrl-C in the terminal stops the start, never a part that already serves.
      detached: true,
      stdio: ["ignore", log, log],
      cwd: spec.cwd,
      env: { ...process.env, ...spec.env },
    });
    await once(child, "spawn");
    child.unref();
    const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
    if (identity === undefined) throw new Error("it ended at once");
    return identity;
  } catch (error) {
    throw new UserError(
      `${spec.name} did not start: ${errorMessage(error)}; see ${logFile(logDir, spec.name)}`,
    );
  } finally {
    closeSync(log);
  }
}

/** Path of a process's log. */
export function logFile(logDir: string, name: string): string {
  return path.join(logDir, `${name}.log`);
}

/** The end of a process's log, for a message; empty when there is none. */
export function logTail(logDir: string, name: string, lines: number): readonly string[] {
  const file = logFile(logDir, name);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines);
}

/** Every run has a log of its own; the last run's is kept beside it, as it may say why that one ended. */
function openLog(logDir: string, name: string): number {
  mkdirSync(logDir, { recursive: true, mode: 0o700 });
  const file = logFile(logDir, name);
  if (existsSync(file)) renameSync(file, path.join(logDir, `${name}.previous.log`));
  return openSync(file, "a", 0o600);
}

/**
 * Stops exactly the recorded process: asks it with SIGTERM, then ends what is left of its process group.
 * A record whose process is gone, or whose number belongs to another process by now, is only forgotten.
 * @returns whether a process had to be stopped.
 */
export async function stopProcess(processDir: string, name: string, graceMs = 10_000): Promise<boolean> {
  const record = readRecord(processDir, name);
  const running = record !== undefined && isRunning(record);
  if (running) {
    signal(record.pid, "SIGTERM");
    if (!(await waitForEnd(record, graceMs))) {
      signal(-record.pid, "SIGKILL");
      await waitForEnd(record, graceMs);
    } else if (processIdentity(record.pid) === undefined) {
      // A group's number is not given away while it has members, so that these can only be its own children.
      signal(-record.pid, "SIGKILL");
    }
  }
  removeRecord(processDir, name);
  return running;
}

async function waitForEnd(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (isRunning(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(pollIntervalMs);
  }
  return true;
}

function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch {
    // It ended in between, which is what was asked for.
  }
}
