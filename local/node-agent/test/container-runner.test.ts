import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { V1Container } from "@kubernetes/client-node";
import type { ContainerPlan } from "../container-plan";
import { newContainerRecord } from "../container-record";
import type { ContainerRecord } from "../container-record";
import { ContainerRunner } from "../container-runner";
import type { ContainerHost, StartProblem } from "../container-runner";
import type { ProbeSpec } from "../probe-spec";
import { kubeletVersion } from "./samples";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let folder: string;
const runners: ContainerRunner[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "container-runner-"));
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((one) => one.stop({ graceMs: 0, withPreStop: false })));
  rmSync(folder, { recursive: true });
});

function script(text: string): ContainerPlan {
  return { program: process.execPath, args: ["-e", text], env: {} };
}

const forever = "setInterval(() => {}, 1000)";

interface Run {
  readonly runner: ContainerRunner;
  readonly finished: Promise<void>;
  readonly events: string[];
  /** Every state that was shown, as words. */
  readonly states: string[];
}

function run(
  prepare: () => Promise<ContainerPlan | StartProblem>,
  host: Partial<ContainerHost> = {},
  container: Partial<V1Container> = {},
  isInit = false,
): Run {
  const events: string[] = [];
  const states: string[] = [];
  const runner: ContainerRunner = new ContainerRunner(
    { name: "main", image: "nginx:1", ...container },
    {
      restartPolicy: "Always",
      graceSec: 5,
      files: {
        folder,
        log: path.join(folder, "main.log"),
        previousLog: path.join(folder, "main.previous.log"),
        record: path.join(folder, "process.json"),
      },
      probes: {},
      kubeletVersion,
      podLabel: "vllm-0_llm(u-1)",
      prepare,
      onChange: () => states.push(wordsFor(runner.record)),
      hasProgram: (program) => program === "sleep",
      tell: (event) => events.push(`${event.type} ${event.reason}: ${event.message}`),
      ...host,
    },
    newContainerRecord("main", "nginx:1", "ContainerCreating"),
    isInit,
  );
  runners.push(runner);
  return { runner, finished: runner.run(), events, states };
}

function wordsFor({ state, ready }: ContainerRecord): string {
  if (state.kind === "running") return ready ? "ready" : "running";
  return state.kind === "waiting" ? state.reason : `${state.reason} ${state.exitCode}`;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

test("a container runs, gets ready, and ends when it is stopped", async () => {
  const { runner, finished, states, events } = run(() => Promise.resolve(script(forever)));
  await until(() => states.includes("ready"));
  await runner.stop({ graceMs: 5000, withPreStop: true });
  await finished;
  expect(states).toEqual(["running", "ready", "Error 143"]);
  expect(events).toEqual(["Normal Started: Started container main"]);
  expect(runner.record).toMatchObject({ restartCount: 0, ready: false });
});

test("a container that fails is started again at once, then waits in CrashLoopBackOff", async () => {
  const { runner, states, events } = run(() => Promise.resolve(script("process.exit(3)")));
  await until(() => states.includes("CrashLoopBackOff"));
  expect(states.filter((state) => state !== "ready")).toEqual([
    "running",
    "Error 3",
    "running",
    "Error 3",
    "CrashLoopBackOff",
  ]);
  expect(runner.record).toMatchObject({
    restartCount: 1,
    state: { message: "back-off 10s restarting failed container=main pod=vllm-0_llm(u-1)" },
    lastState: { kind: "terminated", reason: "Error", exitCode: 3 },
  });
  expect(events.at(-1)).toBe(
    "Warning BackOff: Back-off restarting failed container main in pod vllm-0_llm(u-1)",
  );
});

test("with restart policy Never a container ends once, and an init container that succeeded is done", async () => {
  const never = run(() => Promise.resolve(script("process.exit(3)")), { restartPolicy: "Never" });
  await never.finished;
  expect(never.runner.record).toMatchObject({ restartCount: 0, state: { exitCode: 3 } });
  const init = run(() => Promise.resolve(script("")), {}, {}, true);
  await init.finished;
  expect(init.runner.record.state).toMatchObject({ reason: "Completed", exitCode: 0 });
});

test("an image that cannot be run: ErrImagePull, then ImagePullBackOff", async () => {
  const problem: StartProblem = { reason: "ErrImagePull", message: "unknown image" };
  const { runner, states, events } = run(() => Promise.resolve(problem));
  await until(() => states.length === 1);
  expect(runner.record.state).toEqual({ kind: "waiting", ...problem });
  await until(() => states.length === 2);
  expect(runner.record.state).toEqual({
    kind: "waiting",
    reason: "ImagePullBackOff",
    message: 'Back-off pulling image "nginx:1": unknown image',
  });
  expect(events).toEqual([
    'Warning Failed: Failed to pull image "nginx:1": unknown image',
    'Normal BackOff: Back-off pulling image "nginx:1"',
  ]);
});

test("a container whose environment cannot be made waits with CreateContainerConfigError", async () => {
  const { runner, finished, events } = run(() => Promise.reject(new Error('secret "hf" not found')));
  await until(() => events.length > 0);
  expect(runner.record.state).toEqual({
    kind: "waiting",
    reason: "CreateContainerConfigError",
    message: 'secret "hf" not found',
  });
  expect(events).toEqual(['Warning Failed: Error: secret "hf" not found']);
  await runner.stop({ graceMs: 0, withPreStop: false });
  await finished;
});

test("a program that cannot be started ends with StartError", async () => {
  const plan = { program: "/none/program", args: [], env: {} };
  const { runner, finished } = run(() => Promise.resolve(plan), { restartPolicy: "Never" });
  await finished;
  expect(runner.record.state).toMatchObject({
    reason: "StartError",
    exitCode: 128,
    message: "spawn /none/program ENOENT",
  });
});

test("one that the runtime refuses is tried again, and shows why meanwhile", async () => {
  const failure = 'exec: "--model": executable file not found in $PATH: unknown';
  const plans = [{ program: "", args: [], env: {}, failure }, script("process.exit(0)")];
  const { finished, states, events, runner } = run(
    () => Promise.resolve(plans.shift() ?? script("process.exit(0)")),
    { restartPolicy: "OnFailure" },
  );
  await finished;
  expect(states).toEqual(expect.arrayContaining(["StartError 128", "RunContainerError", "Completed 0"]));
  expect(events[0]).toBe(`Warning Failed: Error: ${failure}`);
  expect(runner.record).toMatchObject({
    restartCount: 1,
    lastState: { reason: "StartError", message: failure },
  });
});

const closedPort: ProbeSpec = {
  action: { kind: "tcp", host: "127.0.0.1", port: 1 },
  initialDelaySec: 0,
  periodSec: 0.01,
  timeoutSec: 1,
  thresholds: { success: 1, failure: 2 },
};

test("a liveness probe that fails stops the container, which is then started again", async () => {
  const { runner, states, events } = run(() => Promise.resolve(script(forever)), {
    probes: { liveness: closedPort },
  });
  await until(() => runner.record.restartCount === 1 && states.at(-1) === "ready");
  expect(events.slice(0, 4)).toEqual([
    "Normal Started: Started container main",
    "Warning Unhealthy: Liveness probe failed: connect ECONNREFUSED 127.0.0.1:1",
    "Warning Unhealthy: Liveness probe failed: connect ECONNREFUSED 127.0.0.1:1",
    "Normal Killing: Container main failed liveness probe, will be restarted",
  ]);
  expect(runner.record.lastState).toMatchObject({ exitCode: 143 });
});

test("a container is ready once its readiness probe succeeds", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await until(() => server.listening);
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const readiness: ProbeSpec = { ...closedPort, action: { kind: "tcp", host: "127.0.0.1", port } };
  const { states } = run(() => Promise.resolve(script(forever)), { probes: { readiness } });
  await until(() => states.includes("ready"));
  server.close();
  expect(states).toEqual(["running", "running", "ready"]);
});

test("a preStop hook whose program the image does not have fails, and SIGTERM comes at once", async () => {
  const lifecycle = { preStop: { exec: { command: ["/bin/sleep", "30"] } } };
  const { runner, states, events } = run(() => Promise.resolve(script(forever)), {}, { lifecycle });
  await until(() => states.includes("ready"));
  const beganMs = Date.now();
  await runner.stop({ graceMs: 20_000, withPreStop: true });
  expect(Date.now() - beganMs).toBeLessThan(15_000);
  expect(runner.record.state).toMatchObject({ exitCode: 143 });
  expect(events).toContain("Warning FailedPreStopHook: PreStopHook failed");
});

test("a preStop sleep passes before SIGTERM, within the grace period", async () => {
  const lifecycle = { preStop: { sleep: { seconds: 1 } } };
  const { runner, states } = run(() => Promise.resolve(script(forever)), {}, { lifecycle });
  await until(() => states.includes("ready"));
  const beganMs = Date.now();
  await runner.stop({ graceMs: 300, withPreStop: true });
  expect(Date.now() - beganMs).toBeGreaterThanOrEqual(295);
  expect(runner.record.state).toMatchObject({ exitCode: 143 });
});

test("a container that is stopped while it is prepared never starts", async () => {
  let prepared: (plan: ContainerPlan) => void = () => undefined;
  const { runner, finished } = run(() => new Promise((resolve) => (prepared = resolve)));
  const stopped = runner.stop({ graceMs: 0, withPreStop: false });
  prepared(script("require('fs').writeFileSync('started', '')"));
  await Promise.all([stopped, finished]);
  expect(existsSync(path.join(folder, "started"))).toBe(false);
  expect(() => readFileSync(path.join(folder, "process.json"))).toThrow("ENOENT");
});
