import type { V1Pod, V1PodCondition, V1PodStatus } from "@kubernetes/client-node";
import { containerStatus, initContainerStatus, isCompleted } from "./container-record";
import type { ContainerRecord } from "./container-record";

const ownConditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"];

/** The node agent's data about one of its pods. */
export interface PodState {
  readonly startTime: Date;
  readonly hostIp: string;
  /** Undefined until the pod has its address. */
  readonly podIp: string | undefined;
  readonly initContainers: readonly ContainerRecord[];
  readonly containers: readonly ContainerRecord[];
}

/**
 * The status of a pod as a kubelet would report it.
 * @param previous the status reported last: a condition that did not change keeps its time.
 */
export function podStatus(pod: V1Pod, state: PodState, previous: V1PodStatus, now: Date): V1PodStatus {
  const phase = podPhase(pod.spec?.restartPolicy ?? "Always", state);
  return {
    ...(pod.metadata?.generation === undefined ? {} : { observedGeneration: pod.metadata.generation }),
    phase,
    conditions: [...foreignConditions(pod), ...podConditions(state, phase, previous, now)],
    hostIP: state.hostIp,
    hostIPs: [{ ip: state.hostIp }],
    ...(state.podIp === undefined ? {} : { podIP: state.podIp, podIPs: [{ ip: state.podIp }] }),
    startTime: state.startTime,
    ...(state.initContainers.length === 0
      ? {}
      : { initContainerStatuses: state.initContainers.map(initContainerStatus) }),
    containerStatuses: state.containers.map(containerStatus),
  };
}

/** The phase that follows from the states of a pod's containers. */
export function podPhase(restartPolicy: string, state: PodState): string {
  const init = state.initContainers;
  if (
    init.some((one) => one.state.kind === "terminated" && !isCompleted(one.state)) &&
    restartPolicy === "Never"
  )
    return "Failed";
  if (!init.every((one) => isCompleted(one.state))) return "Pending";
  const containers = state.containers;
  // A container waiting for its restart has run before: such a pod is Running, not Pending.
  if (containers.some((one) => one.state.kind === "waiting" && !one.lastState)) return "Pending";
  if (containers.some((one) => one.state.kind === "running")) return "Running";
  if (restartPolicy === "Always") return "Running";
  if (containers.every((one) => isCompleted(one.state))) return "Succeeded";
  return restartPolicy === "Never" ? "Failed" : "Running";
}

/** Conditions of others, such as the scheduler: they are kept, because the list is written as a whole. */
function foreignConditions(pod: V1Pod): V1PodCondition[] {
  return (pod.status?.conditions ?? []).filter((one) => !ownConditions.includes(one.type));
}

function podConditions(state: PodState, phase: string, previous: V1PodStatus, now: Date): V1PodCondition[] {
  const finished = phase === "Succeeded" || phase === "Failed";
  const hasSandbox = state.podIp !== undefined && !finished;
  const uninitialized = state.initContainers.filter((one) => !isCompleted(one.state));
  const unready = state.containers.filter(
    (one) => one.state.kind !== "running" || !one.started || !one.ready,
  );
  const reason = finished ? (phase === "Succeeded" ? "PodCompleted" : "PodFailed") : "ContainersNotReady";
  const build = (type: string, holds: boolean, why?: { reason: string; message: string }) => ({
    type,
    status: holds ? "True" : "False",
    ...(holds ? {} : why),
    lastTransitionTime: transitionTime(type, holds ? "True" : "False", previous, now),
  });
  const notReady = { reason, message: `containers with unready status: ${nameList(unready)}` };
  return [
    build("PodReadyToStartContainers", hasSandbox),
    build("Initialized", uninitialized.length === 0, {
      reason: "ContainersNotInitialized",
      message: `containers with incomplete status: ${nameList(uninitialized)}`,
    }),
    build("Ready", unready.length === 0, notReady),
    build("ContainersReady", unready.length === 0, notReady),
  ];
}

function nameList(records: readonly ContainerRecord[]): string {
  return `[${records.map((one) => one.name).join(" ")}]`;
}

function transitionTime(type: string, status: string, previous: V1PodStatus, now: Date): Date {
  const before = previous.conditions?.find((one) => one.type === type);
  const unchanged = before?.status === status && before.lastTransitionTime;
  return unchanged ? new Date(unchanged) : now;
}
