import { carriedOverRecord, containerStatus, newContainerRecord } from "../container-record";
import type { ContainerRecord } from "../container-record";

const fresh = newContainerRecord("main", "vllm/vllm-tpu:v9.9.9", "ContainerCreating");
const startedAt = new Date(1000);
const finishedAt = new Date(2000);
const failed = { kind: "terminated", reason: "Error", exitCode: 1, startedAt, finishedAt } as const;

test("a container that is about to start", () => {
  expect(containerStatus(fresh)).toEqual({
    name: "main",
    image: "vllm/vllm-tpu:v9.9.9",
    imageID: "",
    state: { waiting: { reason: "ContainerCreating" } },
    lastState: {},
    restartCount: 0,
    started: false,
    ready: false,
  });
});

test("a container in CrashLoopBackOff shows how it ended", () => {
  const state = { kind: "waiting", reason: "CrashLoopBackOff", message: "back-off 10s" } as const;
  const record: ContainerRecord = { ...fresh, state, lastState: failed, restartCount: 1, processId: 7 };
  expect(containerStatus(record)).toMatchObject({
    imageID: "vllm/vllm-tpu:v9.9.9",
    containerID: "process://7",
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" } },
    lastState: { terminated: { reason: "Error", exitCode: 1, startedAt, finishedAt } },
    restartCount: 1,
    ready: false,
  });
});

test.each([
  [false, false, false],
  [true, false, false],
  [false, true, false],
  [true, true, true],
])("running, started %s, readiness %s: ready %s", (started, ready, expected) => {
  const record: ContainerRecord = { ...fresh, state: { kind: "running", startedAt }, started, ready };
  expect(containerStatus(record)).toMatchObject({ started, ready: expected });
});

test("only a container that runs counts as started", () => {
  expect(containerStatus({ ...fresh, state: failed, started: true, ready: true })).toMatchObject({
    started: false,
    ready: false,
  });
});

const base = { name: "main", image: "i", imageID: "i", ready: true, restartCount: 2 };

test("a container that ran when its agent was killed counts as ended and started once more", () => {
  const record = carriedOverRecord(fresh, { ...base, state: { running: { startedAt } } });
  expect(record).toMatchObject({
    state: { kind: "waiting", reason: "ContainerCreating" },
    restartCount: 3,
    lastState: {
      reason: "ContainerStatusUnknown",
      exitCode: 137,
      startedAt,
      message: "the node agent ended while the container ran",
    },
  });
});

test("a container that its agent had stopped keeps how it ended", () => {
  const terminated = { reason: "Completed", exitCode: 0, startedAt, finishedAt };
  const record = carriedOverRecord(fresh, { ...base, state: { terminated } });
  expect(record).toMatchObject({ restartCount: 3, lastState: { kind: "terminated", ...terminated } });
});

test("a container that was waiting has not run since", () => {
  const state = { waiting: { reason: "CrashLoopBackOff" } };
  const terminated = { reason: "Error", exitCode: 1, startedAt, finishedAt };
  expect(carriedOverRecord(fresh, { ...base, state, lastState: { terminated } })).toEqual({
    ...fresh,
    restartCount: 2,
    lastState: { kind: "terminated", ...terminated },
  });
  expect(carriedOverRecord(fresh, { ...base, restartCount: 0, state })).toEqual(fresh);
});
