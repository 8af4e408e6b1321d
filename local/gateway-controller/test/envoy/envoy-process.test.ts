import { chmodSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { envoyPaths } from "../../envoy/envoy-paths";
import type { EnvoyPaths } from "../../envoy/envoy-paths";
import { EnvoyProcess } from "../../envoy/envoy-process";
import { isRunning } from "@switchyard/process/process-identity";
import type { ProcessIdentity } from "@switchyard/process/process-identity";

let dir: string;
let paths: EnvoyPaths;
let messages: string[];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "envoy-process-"));
  paths = envoyPaths(dir);
  mkdirSync(path.dirname(paths.identity), { recursive: true });
  messages = [];
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** A program in Envoy's place that notes how it was started, then does as it is told. */
function fakeEnvoy(script: string): EnvoyProcess {
  const binary = path.join(dir, "envoy.sh");
  writeFileSync(binary, `#!/bin/sh\necho "$@" >> ${dir}/starts\n${script}\n`);
  chmodSync(binary, 0o755);
  return new EnvoyProcess(binary, paths, (message) => messages.push(message));
}

function starts(): readonly string[] {
  try {
    return readFileSync(path.join(dir, "starts"), "utf8").trim().split("\n");
  } catch {
    return [];
  }
}

async function until(fulfilled: () => boolean): Promise<void> {
  for (let attempt = 0; !fulfilled() && attempt < 200; attempt++) await sleep(20);
  expect(fulfilled()).toBe(true);
}

function identity(): ProcessIdentity {
  return z
    .object({ pid: z.number(), startedAt: z.string() })
    .parse(JSON.parse(readFileSync(paths.identity, "utf8")));
}

test("starts Envoy with its bootstrap, and stops it", async () => {
  const envoy = fakeEnvoy("exec sleep 60");
  const run = envoy.run();
  await until(() => starts().length === 1);
  expect(starts()[0]).toBe(
    `--config-path ${paths.bootstrap} --concurrency 2 --log-level warning --log-path ${paths.log} --drain-time-s 5 --disable-hot-restart`,
  );
  const started = identity();
  expect(isRunning(started)).toBe(true);
  await envoy.stop();
  await run;
  expect(isRunning(started)).toBe(false);
  expect(messages).toEqual([]);
});

test("starts Envoy again when it ends, each time after a longer wait", async () => {
  const envoy = fakeEnvoy("exit 3");
  const run = envoy.run();
  await until(() => starts().length === 2);
  await until(() => messages.length === 2);
  await envoy.stop();
  await run;
  expect(messages).toEqual([
    `envoy exited (exit code 3), restarting in 200 ms; see ${paths.log}`,
    `envoy exited (exit code 3), restarting in 400 ms; see ${paths.log}`,
  ]);
});

test("says why Envoy cannot be started, and keeps trying", async () => {
  const envoy = new EnvoyProcess(path.join(dir, "missing"), paths, (message) => messages.push(message));
  const run = envoy.run();
  await until(() => messages.length === 1);
  await envoy.stop();
  await run;
  expect(messages[0]).toBe(
    `envoy exited (spawn ${dir}/missing ENOENT), restarting in 200 ms; see ${paths.log}`,
  );
});

test("stops the Envoy that a killed controller left behind", async () => {
  const first = fakeEnvoy("exec sleep 60");
  const firstRun = first.run();
  await until(() => starts().length === 1);
  const leftover = identity();
  await first.stop();
  await firstRun;

  const forgotten = fakeEnvoy("exec sleep 60");
  const forgottenRun = forgotten.run();
  await until(() => starts().length === 2 && identity().startedAt !== leftover.startedAt);
  const orphan = identity();
  const next = fakeEnvoy("exec sleep 60");
  const nextRun = next.run();
  await until(() => starts().length >= 3);
  expect(isRunning(orphan)).toBe(false);
  expect(messages[0]).toBe(`stopping the envoy of an earlier run (pid ${orphan.pid})`);
  await Promise.all([forgotten.stop(), next.stop()]);
  await Promise.all([forgottenRun, nextRun]);
});
