import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { processIdentity } from "@switchyard/process/process-identity";
import { errorMessage } from "@switchyard/process/user-error";
import type { ContainerPlan } from "./container-plan";

/** Folders and files of a container's process. */
export interface ProcessFiles {
  /** Working directory. */
  readonly folder: string;
  readonly log: string;
  readonly previousLog: string;
  readonly record: string;
}

/** How a process ended. */
export interface ProcessExit {
  /** As a container runtime reports it: 128 + the signal's number for a process ended by a signal. */
  readonly exitCode: number;
  readonly finishedAt: Date;
}

/** One run of a container, as a child process of the agent. */
export class ContainerProcess {
  readonly pid: number;
  readonly startedAt = new Date();
  /** Resolves when the process has ended; never rejects. */
  readonly exited: Promise<ProcessExit>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
    this.exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        resolve({ exitCode: exitCode(code, signal), finishedAt: new Date() });
      });
    });
  }

  /**
   * Starts the process; its output goes to the log, and the log of the previous run is kept next to it.
   * @throws Error when the program cannot be started.
   */
  static async start(plan: ContainerPlan, files: ProcessFiles): Promise<ContainerProcess> {
    mkdirSync(files.folder, { recursive: true, mode: 0o700 });
    mkdirSync(path.dirname(files.log), { recursive: true, mode: 0o700 });
    if (existsSync(files.log)) renameSync(files.log, files.previousLog);
    const log = openSync(files.log, "a", 0o600);
    try {
      const { program, args, env } = plan;
      const child = spawn(program, args, { cwd: files.folder, env, stdio: ["ignore", log, log] });
      if (child.pid === undefined) {
        const error = await new Promise((resolve) => child.once("error", resolve));
        throw new Error(errorMessage(error));
      }
      // Recorded before anything is awaited, so that this process is found even if the agent is killed now.
      writeFileSync(files.record, JSON.stringify(processIdentity(child.pid) ?? {}));
      child.on("error", () => undefined);
      return new ContainerProcess(child, child.pid);
    } finally {
      closeSync(log);
    }
  }

  /** Sends SIGTERM to the process, and kills it if it does not exit in time. */
  async stop(graceMs: number): Promise<ProcessExit> {
    if (graceMs > 0) this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), graceMs);
    try {
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
