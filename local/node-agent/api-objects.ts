import { createHash } from "node:crypto";
import { V1MicroTime, type CoreV1Event, type V1Lease, type V1Pod } from "@kubernetes/client-node";

/** An event about a pod, as it is recorded. */
export interface PodEvent extends CoreV1Event {
  readonly count: number;
  readonly lastTimestamp: Date;
}

/** What an event tells. */
export interface EventText {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** The lease by which a node's agent shows that it is alive. */
export function leaseObject(nodeName: string, now: Date): V1Lease {
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: nodeName, namespace: "kube-node-lease" },
    spec: { holderIdentity: nodeName, leaseDurationSeconds: 40, renewTime: new V1MicroTime(now) },
  };
}

/**
 * An event about a pod. The same text about the same pod always has the same name.
 * @param firstSeen when it was seen first, and `count` how often since then.
 */
export function podEvent(pod: V1Pod, text: EventText, firstSeen: Date, count: number, now: Date): PodEvent {
  const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
  const hash = createHash("sha256").update([uid, text.reason, text.message, firstSeen.getTime()].join("\0"));
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.${hash.digest("hex").slice(0, 16)}`, namespace },
    involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid },
    ...text,
    source: { component: "kubelet", host: pod.spec?.nodeName ?? "" },
    firstTimestamp: firstSeen,
    lastTimestamp: now,
    count,
  };
}
