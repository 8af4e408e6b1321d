import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** How a command is run. */
export interface CommandOptions {
  readonly cwd?: string;
  /** The complete environment. @default - this process's */
  readonly env?: NodeJS.ProcessEnv;
  /** Stops the command and its child processes. */
  readonly signal?: AbortSignal;
  /** Called with each line of standard error. */
  readonly onErrorLine?: (line: string) => void;
}

/** A command that could not be started (`exitCode` undefined) or that failed. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly command: string,
    readonly exitCode: number | undefined,
    /** Its standard error. */
    readonly errorOutput: string,
  ) {
    super(`${command}: ${exitCode === undefined ? "not started" : `exit code ${exitCode}`}: ${errorOutput}`);
  }
}

const killAfterMs = 2000;

/**
 * Runs a command to its end and returns what it printed.
 * @throws CommandError when it cannot be started or fails; the signal's reason when it was stopped.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  options.signal?.throwIfAborted();
  // In its own process group, so that a stop reaches the compilers that `go` starts.
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => {
    stopGroup(child);
  };
  options.signal?.addEventListener("abort", stop);
  try {
    return await finish(command, child, options.onErrorLine);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}

function finish(
  command: string,
  child: ChildProcess,
  onErrorLine: ((line: string) => void) | undefined,
): Promise<string> {
  let output = "";
  const errorLines: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  if (child.stderr !== null)
    createInterface({ input: child.stderr }).on("line", (line) => {
      errorLines.push(line);
      onErrorLine?.(line);
    });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      reject(new CommandError(command, undefined, error.message));
    });
    child.on("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new CommandError(command, code ?? 128, signal ?? errorLines.join("\n")));
    });
  });
}

function stopGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => {
    signalGroup(pid, "SIGKILL");
  }, killAfterMs);
  child.once("close", () => {
    clearTimeout(timer);
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already exited.
  }
}
