import { request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "@switchyard/process/process-identity";
import { processEndMessage } from "@switchyard/process/process-log";
import type { StartedProcess } from "@switchyard/process/managed-process";
import { UserError } from "@switchyard/process/user-error";

/**
 * How long a part may take to become ready. One that ends is reported at once, so only one that hangs is waited for that long.
 * Of five clusters that started together on two busy cores, some needed more than 60 seconds.
 */
export const readyTimeoutMs = 240_000;

/** A health endpoint on 127.0.0.1. */
export interface HealthProbe {
  readonly port: number;
  readonly path: string;
  /** The caller's token, and the certificate by which it recognizes the server. */
  readonly caller?: { readonly token: string; readonly certificatePem: string };
}

/** Whether a health endpoint answers 200 now. */
export function isHealthy(probe: HealthProbe): Promise<boolean> {
  const { caller } = probe;
  return new Promise((resolve) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port: probe.port,
        path: probe.path,
        headers: caller === undefined ? {} : { authorization: `Bearer ${caller.token}` },
        // Without a token, the server need not be verified: such servers create a new certificate at every start.
        ...(caller === undefined ? { rejectUnauthorized: false } : { ca: caller.certificatePem }),
        timeout: 2000,
      },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      },
    );
    outgoing.on("timeout", () => outgoing.destroy());
    outgoing.on("error", () => {
      resolve(false);
    });
    outgoing.end();
  });
}

/** What to wait for, and the processes that must keep running until then. */
export interface Awaited {
  readonly process: StartedProcess;
  /** Another process that it depends on. @default - none */
  readonly needs?: StartedProcess;
  readonly logDir: string;
  readonly check: () => boolean | Promise<boolean>;
  /** @default - `readyTimeoutMs` */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a process is ready.
 * @throws UserError with the end of its log when it ends or takes too long.
 */
export async function waitUntilReady(awaited: Awaited): Promise<void> {
  const { process, needs, timeoutMs = readyTimeoutMs } = awaited;
  const deadline = Date.now() + timeoutMs;
  while (!(await awaited.check())) {
    awaited.signal?.throwIfAborted();
    for (const { record } of [...(needs === undefined ? [] : [needs]), process])
      if (!isRunning(record)) throw notReady(awaited, record.name, "ended");
    if (Date.now() > deadline)
      throw notReady(awaited, process.record.name, `was not ready within ${timeoutMs / 1000} s`);
    await sleep(100);
  }
}

function notReady({ logDir }: Awaited, name: string, what: string): UserError {
  return new UserError(processEndMessage(logDir, name, what));
}
