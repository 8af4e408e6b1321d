import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { stopProcess } from "@switchyard/process/managed-process";
import { logFile } from "@switchyard/process/process-log";
import { processIdentity } from "@switchyard/process/process-identity";
import { writeRecord } from "@switchyard/process/process-records";
import type { ClusterSettings } from "../settings";
import { errorMessage, UserError } from "@switchyard/process/user-error";
import { pulumiEnvironment, pulumiHome } from "./environment";
import type { PulumiContext } from "./environment";
import { removeStaleLocks } from "./stale-locks";
import { changeCounts, failureReasons, resourceNews } from "./update-output";
import type { ChangeCounts } from "./update-output";

/** Name of the engine's record and log. */
const pulumiProcess = "pulumi";

/** How long the engine gets to finish its current operations and write its state. */
const interruptGraceMs = 20_000;

/** Receives the progress of an update: what has ended, and what is running. */
export interface UpdateProgress {
  readonly note: (line: string) => void;
  readonly live: (line: string) => void;
}

/** An update to run. */
export interface UpdateRequest extends PulumiContext {
  readonly projectDir: string;
  readonly stack: string;
  readonly progress: UpdateProgress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the real `pulumi up` of a stack, which is created on its first update.
 * @returns how many resources were created, updated, deleted and left unchanged.
 * @throws UserError with the engine's reasons when the update fails.
 */
export async function runUpdate(request: UpdateRequest): Promise<ChangeCounts> {
  const { settings, stack, progress } = request;
  for (const folder of [settings.pulumiStateDir, pulumiHome(settings)])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(logFile(settings.logDir, pulumiProcess), { force: true });
  const locks = removeStaleLocks(settings.pulumiStateDir);
  if (locks > 0) progress.note("removed the lock of a killed update");
  await runPulumi(request, ["stack", "select", stack, "--create", "--non-interactive"]);
  const flags = ["--yes", "--skip-preview", "--non-interactive", "--color=never"];
  return changeCounts(await runPulumi(request, ["up", "--stack", stack, ...flags]));
}

/**
 * Stops a running engine, giving it time to write its state, and the leftovers of one that was killed.
 * @returns whether anything had to be stopped.
 */
export function stopUpdate({ processDir }: ClusterSettings): Promise<boolean> {
  return stopProcess(processDir, pulumiProcess, interruptGraceMs);
}

async function runPulumi(request: UpdateRequest, args: readonly string[]): Promise<readonly string[]> {
  request.signal?.throwIfAborted();
  const log = logFile(request.settings.logDir, pulumiProcess);
  const child = spawnPulumi(request, args);
  const stop = () => stopUpdate(request.settings);
  const interrupt = () => void stop();
  request.signal?.addEventListener("abort", interrupt, { once: true });
  try {
    const ended = once(child, "close").catch((error: unknown) => {
      throw new UserError(
        `${commandText(args)} cannot be started: ${errorMessage(error)}; run \`npm start\``,
      );
    });
    let logFailure: UserError | undefined;
    const collected = collectLines(child, (line) => {
      report(line, request.progress);
      try {
        appendFileSync(log, `${line}\n`);
      } catch (error) {
        // Thrown here, it would end this process while the engine still runs.
        logFailure ??= new UserError(
          `the update's log cannot be written: ${errorMessage(error)}; free some space`,
        );
      }
    });
    // Together: a program that cannot be started fails before its output ends.
    const [lines] = await Promise.all([collected, ended]);
    request.signal?.throwIfAborted();
    if (logFailure !== undefined) throw logFailure;
    if (child.exitCode !== 0) throw updateFailure(args, lines, child.signalCode);
    return lines;
  } finally {
    request.signal?.removeEventListener("abort", interrupt);
    // A killed engine leaves its provider and its language host behind.
    await stop();
  }
}

function spawnPulumi(request: UpdateRequest, args: readonly string[]): ChildProcess {
  const { settings, toolchain, projectDir } = request;
  const child = spawn(toolchain.tools.pulumi, args, {
    // A second interrupt makes the engine abandon its state, and a terminal would send one in addition to ours.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    cwd: projectDir,
    env: pulumiEnvironment(request, process.env),
  });
  const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
  if (identity !== undefined)
    writeRecord(settings.processDir, { name: pulumiProcess, ...identity, command: [...args] });
  return child;
}

async function collectLines(
  { stdout, stderr }: ChildProcess,
  onLine: (line: string) => void,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const readers = [stdout, stderr]
    .filter((stream) => stream !== null)
    .map((input) => createInterface({ input }));
  for (const reader of readers) {
    reader.on("line", (line) => {
      lines.push(line);
      onLine(line);
    });
  }
  await Promise.all(readers.map((reader) => once(reader, "close")));
  return lines;
}

function report(line: string, progress: UpdateProgress): void {
  const news = resourceNews(line);
  // Reasons are reported once, together, at the end.
  const [what = ""] = line.trim().split(" error: ");
  if (news === "finished") progress.note(what);
  if (news === "ongoing") progress.live(what);
}

function updateFailure(
  args: readonly string[],
  lines: readonly string[],
  killedBy: NodeJS.Signals | null,
): UserError {
  const command = commandText(args);
  if (killedBy !== null) return new UserError(`${command} was killed by ${killedBy}; run the command again`);
  const reasons = failureReasons(lines).map((line) => `\n  ${line}`);
  return new UserError(`${command} failed:${reasons.join("")}`);
}

function commandText(args: readonly string[]): string {
  return `\`pulumi ${args.slice(0, 3).join(" ")}\``;
}
