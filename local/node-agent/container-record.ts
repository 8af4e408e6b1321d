import type { V1ContainerState, V1ContainerStatus } from "@kubernetes/client-node";

/** How a container ended. */
export interface TerminatedState {
  readonly kind: "terminated";
  readonly reason: string;
  readonly exitCode: number;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly message?: string;
}

/** Current or last state of a container. */
export type ContainerState =
  | { readonly kind: "waiting"; readonly reason: string; readonly message?: string }
  | { readonly kind: "running"; readonly startedAt: Date }
  | TerminatedState;

/** Data for the status of one container. */
export interface ContainerRecord {
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  /** How the previous run ended. */
  readonly lastState?: TerminatedState;
  readonly restartCount: number;
  /** Whether startup has succeeded, or there is no startup probe. */
  readonly started: boolean;
  readonly ready: boolean;
  /** Process id of the latest start. */
  readonly processId?: number;
}

/** A container before its first start. */
export function newContainerRecord(name: string, image: string, reason: string): ContainerRecord {
  const state: ContainerState = { kind: "waiting", reason };
  return { name, image, state, restartCount: 0, started: false, ready: false };
}

/**
 * The record of a container that ran under an earlier agent. Its process is gone, so it counts as ended and restarted once
 * more.
 */
export function carriedOverRecord(fresh: ContainerRecord, status: V1ContainerStatus): ContainerRecord {
  const { restartCount, state } = status;
  const ended = (state?.terminated ?? state?.running) ? lastRun(state) : undefined;
  if (ended) return { ...fresh, lastState: ended, restartCount: restartCount + 1 };
  const before = status.lastState?.terminated ? { lastState: lastRun(status.lastState) } : {};
  return { ...fresh, ...before, restartCount };
}

/** The container's part of the pod status. */
export function containerStatus(record: ContainerRecord): V1ContainerStatus {
  const running = record.state.kind === "running";
  return {
    name: record.name,
    image: record.image,
    imageID: record.processId === undefined ? "" : record.image,
    ...(record.processId === undefined ? {} : { containerID: `process://${record.processId}` }),
    state: stateObject(record.state),
    lastState: record.lastState ? stateObject(record.lastState) : {},
    restartCount: record.restartCount,
    started: running && record.started,
    ready: running && record.started && record.ready,
  };
}

/** An init container's part of the pod status: to a kubelet, a completed one is ready. */
export function initContainerStatus(record: ContainerRecord): V1ContainerStatus {
  return Object.assign(containerStatus(record), { ready: isCompleted(record.state) });
}

/** Whether a container ended without an error. */
export function isCompleted(state: ContainerState): boolean {
  return state.kind === "terminated" && state.exitCode === 0;
}

function stateObject(state: ContainerState): V1ContainerState {
  switch (state.kind) {
    case "waiting":
      return { waiting: { reason: state.reason, ...withMessage(state) } };
    case "running":
      return { running: { startedAt: state.startedAt } };
    case "terminated": {
      const { reason, exitCode, startedAt, finishedAt } = state;
      return { terminated: { reason, exitCode, startedAt, finishedAt, ...withMessage(state) } };
    }
  }
}

function withMessage(state: { readonly message?: string }): { message?: string } {
  return state.message === undefined ? {} : { message: state.message };
}

function lastRun({ terminated, running }: V1ContainerState): TerminatedState {
  const lost = "the node agent ended while the container ran";
  return {
    kind: "terminated",
    reason: terminated?.reason ?? "ContainerStatusUnknown",
    exitCode: terminated?.exitCode ?? 137,
    startedAt: new Date(terminated?.startedAt ?? running?.startedAt ?? 0),
    finishedAt: new Date(terminated?.finishedAt ?? Date.now()),
    ...(terminated ? {} : { message: lost }),
  };
}
