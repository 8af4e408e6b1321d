import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Laptop } from "./laptop";

const pollMs = 20;

/** A command under way, in a process group of its own, as a terminal starts it. */
export class RunningCommand {
  private text = "";
  private hasEnded = false;
  private readonly closed: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (this.text += text));
    // Not before the last process that writes to it has ended, which may outlive npm.
    this.closed = once(child, "close").then(() => (this.hasEnded = true));
  }

  /** `npm start`, the real one, in a checkout of a laptop. */
  public static npmStart({ projectDir, settings }: Laptop, env: NodeJS.ProcessEnv = {}): RunningCommand {
    const args = ["start", "--", "--slot", String(settings.slot)];
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const whole = { ...process.env, ...env };
    return new RunningCommand(
      spawn("npm", args, { cwd: projectDir, env: whole, detached: true, stdio: [...stdio] }),
    );
  }

  /** All that it has printed so far. */
  public get output(): string {
    return this.text;
  }

  /** Waits until it prints something. */
  public async waitFor(wanted: RegExp): Promise<void> {
    while (!wanted.test(this.text)) {
      if (this.hasEnded) throw new Error(`ended before it printed ${wanted.source}:\n${this.text}`);
      await sleep(pollMs);
    }
  }

  /** Sends a signal to all of its group, as Ctrl-C in a terminal does. */
  public signalGroup(name: NodeJS.Signals): void {
    process.kill(-this.pid(), name);
  }

  /** Process id of what was started. */
  public pid(): number {
    const { pid } = this.child;
    if (pid === undefined) throw new Error("npm did not start");
    return pid;
  }

  /** Waits for its end; a signal counts as a shell counts it. */
  public async end(): Promise<{ readonly code: number; readonly output: string }> {
    await this.closed;
    const { exitCode, signalCode } = this.child;
    return {
      code: exitCode ?? 128 + (signalCode === null ? 0 : constants.signals[signalCode]),
      output: this.text,
    };
  }
}
