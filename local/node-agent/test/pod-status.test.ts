import type { V1PodStatus } from "@kubernetes/client-node";
import { newContainerRecord } from "../container-record";
import type { ContainerRecord } from "../container-record";
import { podPhase, podStatus } from "../pod-status";
import type { PodState } from "../pod-status";
import { pod } from "./samples";

const early = new Date(1000);
const now = new Date(5000);
const creating = newContainerRecord("main", "i", "ContainerCreating");
const running: ContainerRecord = { ...creating, state: { kind: "running", startedAt: early }, started: true };
const ready: ContainerRecord = { ...running, ready: true };

function ended(exitCode: number): ContainerRecord {
  const reason = exitCode === 0 ? "Completed" : "Error";
  return { ...creating, state: { kind: "terminated", reason, exitCode, startedAt: early, finishedAt: now } };
}

const crashing: ContainerRecord = {
  ...creating,
  state: { kind: "waiting", reason: "CrashLoopBackOff" },
  lastState: { kind: "terminated", reason: "Error", exitCode: 1, startedAt: early, finishedAt: now },
};

function state(containers: readonly ContainerRecord[], more: Partial<PodState> = {}): PodState {
  return {
    startTime: early,
    hostIp: "10.64.254.1",
    podIp: "10.64.0.7",
    initContainers: [],
    containers,
    ...more,
  };
}

function conditionsOf(status: V1PodStatus): string[] {
  return (status.conditions ?? []).map((one) => `${one.type}=${one.status}`);
}

test("before its volumes exist a pod is Pending, without an address", () => {
  const status = podStatus(pod(), state([creating], { podIp: undefined }), {}, now);
  expect(status).toMatchObject({ phase: "Pending", hostIP: "10.64.254.1", startTime: early });
  expect(status).not.toHaveProperty("podIP");
  expect(conditionsOf(status)).toEqual([
    "PodReadyToStartContainers=False",
    "Initialized=True",
    "Ready=False",
    "ContainersReady=False",
  ]);
});

test("a pod whose containers are ready is Running and Ready", () => {
  const status = podStatus(pod(), state([ready]), {}, now);
  expect(status).toMatchObject({
    phase: "Running",
    podIP: "10.64.0.7",
    podIPs: [{ ip: "10.64.0.7" }],
    containerStatuses: [
      { name: "main", ready: true, started: true, state: { running: { startedAt: early } } },
    ],
  });
  expect(conditionsOf(status)).toEqual([
    "PodReadyToStartContainers=True",
    "Initialized=True",
    "Ready=True",
    "ContainersReady=True",
  ]);
});

test("a pod that is not ready names the containers in the way", () => {
  const other = { ...ready, name: "other" };
  const status = podStatus(pod(), state([running, other]), {}, now);
  expect(status.conditions?.find((one) => one.type === "Ready")).toEqual({
    type: "Ready",
    status: "False",
    reason: "ContainersNotReady",
    message: "containers with unready status: [main]",
    lastTransitionTime: now,
  });
});

test("a condition keeps its time until it changes, and others' conditions are handed on", () => {
  const scheduled = { type: "PodScheduled", status: "True", lastTransitionTime: early };
  const before = podStatus(pod(), state([running]), {}, early);
  const after = podStatus(pod({}, { conditions: [scheduled] }), state([ready]), before, now);
  expect(after.conditions).toEqual([
    scheduled,
    { type: "PodReadyToStartContainers", status: "True", lastTransitionTime: early },
    { type: "Initialized", status: "True", lastTransitionTime: early },
    { type: "Ready", status: "True", lastTransitionTime: now },
    { type: "ContainersReady", status: "True", lastTransitionTime: now },
  ]);
});

test("while init containers run the pod is Pending and not initialized", () => {
  const init = { ...running, name: "init" };
  const status = podStatus(pod(), state([creating], { initContainers: [init] }), {}, now);
  expect(status.phase).toBe("Pending");
  expect(status.conditions?.find((one) => one.type === "Initialized")).toMatchObject({
    status: "False",
    reason: "ContainersNotInitialized",
    message: "containers with incomplete status: [init]",
  });
  expect(status.initContainerStatuses).toHaveLength(1);
});

test("a finished pod has no sandbox any more and says why it is not ready", () => {
  const status = podStatus(pod({ restartPolicy: "Never" }), state([ended(0)]), {}, now);
  expect(status.conditions?.[0]).toMatchObject({ type: "PodReadyToStartContainers", status: "False" });
  expect(status.conditions?.[2]).toMatchObject({ type: "Ready", status: "False", reason: "PodCompleted" });
});

test.each<[string, ContainerRecord[], ContainerRecord[], string]>([
  ["Always", [], [creating], "Pending"],
  ["Always", [], [creating, ready], "Pending"],
  ["Always", [], [running], "Running"],
  ["Always", [], [crashing], "Running"],
  ["Always", [], [ended(0)], "Running"],
  ["OnFailure", [], [ended(1)], "Running"],
  ["OnFailure", [], [ended(0)], "Succeeded"],
  ["Never", [], [ended(0), ended(0)], "Succeeded"],
  ["Never", [], [ended(0), ended(1)], "Failed"],
  ["Never", [], [ended(1), running], "Running"],
  ["Always", [running], [creating], "Pending"],
  ["Always", [ended(0)], [ready], "Running"],
  ["Always", [ended(1)], [creating], "Pending"],
  ["Never", [ended(1)], [creating], "Failed"],
])("policy %s, init %j, containers %j: phase %s", (policy, initContainers, containers, phase) => {
  expect(podPhase(policy, state(containers, { initContainers }))).toBe(phase);
});
