import { createHash } from "node:crypto";
import type { CoreV1Event, V1Pod } from "@kubernetes/client-node";

/** An event about a pod, as it is recorded. */
export interface PodEvent extends CoreV1Event {
  readonly count: number;
  readonly lastTimestamp: Date;
}

/** The text of an event. */
export interface EventText {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/**
 * An event about a pod. The same text about the same pod always has the same name.
 * @param firstSeen when it was first seen, and `count` how often since then.
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
