import type { V1Deployment, V1Node, V1Pod } from "@kubernetes/client-node";
import type { WakeTimes } from "./wake-split";

/** Those of the times that the cluster tells; the others are the client's. */
export type SeenTimes = Omit<WakeTimes, "sentAtMs" | "answeredAtMs">;

interface PodTimes {
  readonly createdAtMs: number;
  unschedulableAtMs: number | undefined;
  scheduledAtMs: number | undefined;
  readyAtMs: number | undefined;
  nodeName: string | undefined;
}

/** Notes when the objects of a model that wakes were first seen in each state. */
export class WakeSightings {
  private readonly pods = new Map<string, PodTimes>();
  private readonly readyNodes = new Map<string, number>();
  private scaledAtMs: number | undefined;

  public sawDeployment({ spec }: V1Deployment, atMs: number): void {
    if ((spec?.replicas ?? 0) > 0) this.scaledAtMs ??= atMs;
  }

  public sawPod(pod: V1Pod, atMs: number): void {
    const uid = pod.metadata?.uid ?? "";
    const times = this.pods.get(uid) ?? newPod(atMs);
    this.pods.set(uid, times);
    times.nodeName = pod.spec?.nodeName;
    if (conditionOf(pod, "PodScheduled") === "False") times.unschedulableAtMs ??= atMs;
    if (conditionOf(pod, "PodScheduled") === "True") times.scheduledAtMs ??= atMs;
    if (conditionOf(pod, "Ready") === "True") times.readyAtMs ??= atMs;
  }

  public sawNode(node: V1Node, atMs: number): void {
    const name = node.metadata?.name ?? "";
    if (conditionOf(node, "Ready") !== "True") this.sawNodeGo(node);
    else if (!this.readyNodes.has(name)) this.readyNodes.set(name, atMs);
  }

  /** The next node of a pool may get the name of one that is gone. */
  public sawNodeGo(node: V1Node): void {
    this.readyNodes.delete(node.metadata?.name ?? "");
  }

  /** Whether the model has a pod, or is about to. */
  public isAwake(): boolean {
    return this.scaledAtMs !== undefined || this.pods.size > 0;
  }

  /** The times of the pod that was ready first; undefined until all of them were seen. */
  public times(): SeenTimes | undefined {
    const complete = [...this.pods.values()].flatMap((pod) => this.timesOf(pod));
    return complete.toSorted((left, right) => left.readyAtMs - right.readyAtMs)[0];
  }

  private timesOf(pod: PodTimes): readonly SeenTimes[] {
    const { createdAtMs, unschedulableAtMs, scheduledAtMs, readyAtMs, nodeName = "" } = pod;
    const nodeReadyAtMs = this.readyNodes.get(nodeName);
    const { scaledAtMs } = this;
    if (scaledAtMs === undefined || nodeReadyAtMs === undefined) return [];
    if (scheduledAtMs === undefined || readyAtMs === undefined) return [];
    return [{ scaledAtMs, createdAtMs, unschedulableAtMs, nodeReadyAtMs, scheduledAtMs, readyAtMs }];
  }
}

function newPod(createdAtMs: number): PodTimes {
  return {
    createdAtMs,
    unschedulableAtMs: undefined,
    scheduledAtMs: undefined,
    readyAtMs: undefined,
    nodeName: undefined,
  };
}

function conditionOf({ status }: V1Pod | V1Node, type: string): string | undefined {
  return status?.conditions?.find((condition) => condition.type === type)?.status;
}
