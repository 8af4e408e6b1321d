import type { V1Node, V1Pod, V1Toleration } from "@kubernetes/client-node";
import type { NodeTaint } from "@switchyard/contracts/node-shape";
import { nodeLabels, shapeCapacity } from "./node-objects";
import { affinityAllows } from "./node-affinity";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { fitsInto, parseResources, podRequests, subtract } from "./pod-resources";
import type { Resources } from "./pod-resources";

/** An existing node, or one about to be added, as a place for pods. */
export interface Place {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  readonly free: Resources;
}

/** A pool's node as a place, without room if the node is cordoned. */
export function nodePlace(pool: NodePool, node: V1Node, pods: readonly V1Pod[]): Place {
  if (node.spec?.unschedulable) return { labels: {}, taints: [], free: {} };
  const free = pods
    .filter((pod) => occupies(pod, node))
    .map(podRequests)
    .reduce(subtract, parseResources(node.status?.allocatable ?? {}));
  // A new node is briefly tainted `not-ready`: its shape has the lasting taints.
  return { labels: node.metadata?.labels ?? {}, taints: pool.shape.taints, free };
}

/** One more node of a pool, as a place. */
export function newPlace(pool: NodePool): Place {
  const { shape } = pool;
  return { labels: nodeLabels(pool), taints: shape.taints, free: parseResources(shapeCapacity(shape)) };
}

/** The rest of a place after adding a pod. */
export function withPod(place: Place, pod: V1Pod): Place {
  return { ...place, free: subtract(place.free, podRequests(pod)) };
}

/** Whether the scheduler would put a pod there. */
export function canRun(pod: V1Pod, place: Place): boolean {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  return (
    selector.every(([key, value]) => place.labels[key] === value) &&
    affinityAllows(pod, place.labels) &&
    place.taints.every((taint) => (pod.spec?.tolerations ?? []).some((one) => tolerates(one, taint))) &&
    fitsInto(podRequests(pod), place.free)
  );
}

/** Whether a pod is on a node and has not finished there. */
export function occupies(pod: V1Pod, node: V1Node): boolean {
  const isFinished = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
  return pod.spec?.nodeName === node.metadata?.name && !isFinished;
}

/** Whether the scheduler has found no node for a pod. */
export function isUnschedulable(pod: V1Pod): boolean {
  return (
    !pod.spec?.nodeName &&
    !pod.metadata?.deletionTimestamp &&
    (pod.status?.conditions ?? []).some(
      (condition) =>
        condition.type === "PodScheduled" &&
        condition.status === "False" &&
        condition.reason === "Unschedulable",
    )
  );
}

function tolerates(toleration: V1Toleration, taint: NodeTaint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  return toleration.operator === "Exists" || (toleration.value ?? "") === taint.value;
}
