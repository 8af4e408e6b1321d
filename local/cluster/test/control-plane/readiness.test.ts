import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isHealthy, waitUntilReady } from "../../control-plane/readiness";
import { processIdentity } from "@switchyard/process/process-identity";

let logDir: string;

beforeEach(() => {
  logDir = mkdtempSync(path.join(tmpdir(), "readiness-"));
  writeFileSync(path.join(logDir, "etcd.log"), "first\nsecond\n");
});

afterEach(() => {
  rmSync(logDir, { recursive: true });
});

function started(startedAt: string, name = "etcd") {
  return { started: true, record: { name, pid: process.pid, startedAt, command: [] } };
}

const running = started(processIdentity(process.pid)?.startedAt ?? "");

test("a port that nobody listens on is not healthy", async () => {
  await expect(isHealthy({ port: 1, path: "/healthz" })).resolves.toBe(false);
});

test("waits until the check passes", async () => {
  const check = jest.fn().mockReturnValueOnce(false).mockReturnValue(true);
  await waitUntilReady({ process: running, logDir, check, timeoutMs: 5000 });
  expect(check).toHaveBeenCalledTimes(2);
});

test("says that a process ended, with the end of its log", async () => {
  const wait = waitUntilReady({ process: started("gone"), logDir, check: () => false, timeoutMs: 5000 });
  await expect(wait).rejects.toThrow(`etcd ended; the end of ${logDir}/etcd.log:\n    first\n    second`);
});

test("says that a process ended which another one cannot do without", async () => {
  const process = started(running.record.startedAt, "kube-apiserver");
  const wait = waitUntilReady({
    ...{ process, needs: started("gone"), logDir },
    check: () => false,
    timeoutMs: 5000,
  });
  await expect(wait).rejects.toThrow(`etcd ended; the end of ${logDir}/etcd.log:\n    first\n    second`);
});

test("a log without a word is what a full disk leaves", async () => {
  writeFileSync(path.join(logDir, "etcd.log"), "");
  const wait = waitUntilReady({ process: started("gone"), logDir, check: () => false, timeoutMs: 5000 });
  await expect(wait).rejects.toThrow(`etcd ended; ${logDir}/etcd.log is empty; the disk may be full`);
});

test("says that a process takes too long", async () => {
  const wait = waitUntilReady({ process: running, logDir, check: () => false, timeoutMs: 100 });
  await expect(wait).rejects.toThrow("etcd was not ready within 0.1 s; the end of");
});

test("gives up when it is interrupted", async () => {
  const signal = AbortSignal.abort(new Error("interrupted"));
  const wait = waitUntilReady({ process: running, logDir, check: () => false, timeoutMs: 5000, signal });
  await expect(wait).rejects.toThrow("interrupted");
});
