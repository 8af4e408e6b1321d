import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning, processIdentity, processIdentitySchema } from "@switchyard/process/process-identity";
import { readIfValid } from "@switchyard/process/read-if-valid";
import { writeIfChanged } from "./atomic-file";
import type { EnvoyPaths } from "./envoy-paths";

const firstBackoffMs = 200;
const longestBackoffMs = 10_000;
/** An Envoy that ran this long was healthy: its exit does not count as another failure in a row. */
const stableMs = 10_000;
const stopGraceMs = 5000;

/** Keeps one Envoy running. */
export class EnvoyProcess {
  private child: ChildProcess | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly binary: string,
    private readonly paths: EnvoyPaths,
    private readonly log: (message: string) => void,
  ) {}

  /** Runs Envoy until `stop`, restarting it whenever it exits. */
  async run(): Promise<void> {
    await this.stopLeftover();
    for (let failures = 0; !this.isStopping(); failures++) {
      const startedAtMs = Date.now();
      const ending = await this.runOnce();
      if (this.isStopping()) return;
      if (Date.now() - startedAtMs > stableMs) failures = 0;
      const waitMs = Math.min(firstBackoffMs * 2 ** failures, longestBackoffMs);
      this.log(`envoy exited (${ending}), restarting in ${waitMs} ms; see ${this.paths.log}`);
      await sleep(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Stops Envoy, and returns when it is gone. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), stopGraceMs);
    await ended;
    clearTimeout(timer);
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async runOnce(): Promise<string> {
    const child = spawn(this.binary, envoyArguments(this.paths), { stdio: "ignore" });
    this.child = child;
    const identity = child.pid === undefined ? undefined : processIdentity(child.pid);
    if (identity !== undefined) writeIfChanged(this.paths.identity, JSON.stringify(identity));
    return new Promise((resolve) => {
      child.once("error", (error) => {
        resolve(error.message);
      });
      child.once("exit", (code, signal) => {
        resolve(signal ?? `exit code ${code ?? "unknown"}`);
      });
    });
  }

  /** A killed controller leaves its Envoy behind, which would occupy the ports of the new one. */
  private async stopLeftover(): Promise<void> {
    const left = readIfValid(this.paths.identity, processIdentitySchema);
    if (left === undefined || !isRunning(left)) return;
    this.log(`stopping the envoy of an earlier run (pid ${left.pid})`);
    process.kill(left.pid, "SIGTERM");
    const deadline = Date.now() + stopGraceMs;
    while (isRunning(left)) {
      if (Date.now() > deadline) process.kill(left.pid, "SIGKILL");
      await sleep(50);
    }
  }
}

/** No hot restart: it needs shared memory whose name two clusters on one machine would share. */
function envoyArguments(paths: EnvoyPaths): readonly string[] {
  return [
    ...["--config-path", paths.bootstrap],
    ...["--concurrency", "2"],
    ...["--log-level", "warning"],
    ...["--log-path", paths.log],
    ...["--drain-time-s", "5"],
    "--disable-hot-restart",
  ];
}
