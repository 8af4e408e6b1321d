import type { V1Node, V1Pod, V1Toleration } from "@kubernetes/client-node";
import type { NodeShape, NodeTaint } from "../../components/accelerators/node-shape";
import { shapeCapacity, shapeNameOf } from "./node-objects";
import { fitsInto, parseResources, podRequests, subtract, type Resources } from "./pod-resources";

/** A node as a place for pods: there already, or about to be added. */
interface Place {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly NodeTaint[];
  free: Resources;
}

/**
 * The shapes of the nodes to add, one entry per node, so that the pods that the scheduler could not place find room.
 * A pod that fits on a node that is there needs none: the scheduler has only not come back to it yet.
 * @param maxPerShape nodes of one shape, those that are there counted.
 */
export function nodesToAdd(
  pods: readonly V1Pod[],
  nodes: readonly V1Node[],
  shapes: readonly NodeShape[],
  maxPerShape: number,
): NodeShape[] {
  const places = existingPlaces(pods, nodes, shapes);
  const added: NodeShape[] = [];
  for (const pod of pods.filter(isUnschedulable)) {
    if (placePod(pod, places)) continue;
    const shape = shapes.find(
      (candidate) => canRun(pod, emptyPlace(candidate)) && count(candidate, nodes, added) < maxPerShape,
    );
    if (!shape) continue;
    const place = emptyPlace(shape);
    placePod(pod, [place]);
    places.push(place);
    added.push(shape);
  }
  return added;
}

function existingPlaces(
  pods: readonly V1Pod[],
  nodes: readonly V1Node[],
  shapes: readonly NodeShape[],
): Place[] {
  return nodes.flatMap((node) => {
    const shape = shapes.find((candidate) => candidate.name === shapeNameOf(node));
    if (!shape || node.spec?.unschedulable) return [];
    const used = pods.filter((pod) => pod.spec?.nodeName === node.metadata?.name && !isFinished(pod));
    const free = used.map(podRequests).reduce(subtract, parseResources(node.status?.allocatable ?? {}));
    // A new node carries `not-ready` for a moment: its shape says which taints stay.
    return [{ labels: node.metadata?.labels ?? {}, taints: shape.taints, free }];
  });
}

function emptyPlace(shape: NodeShape): Place {
  return {
    labels: { "node.kubernetes.io/instance-type": shape.machineType, ...shape.labels },
    taints: shape.taints,
    free: parseResources(shapeCapacity(shape)),
  };
}

function placePod(pod: V1Pod, places: readonly Place[]): boolean {
  const place = places.find((candidate) => canRun(pod, candidate));
  if (!place) return false;
  place.free = subtract(place.free, podRequests(pod));
  return true;
}

function canRun(pod: V1Pod, place: Place): boolean {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  return (
    selector.every(([key, value]) => place.labels[key] === value) &&
    place.taints.every((taint) => (pod.spec?.tolerations ?? []).some((one) => tolerates(one, taint))) &&
    fitsInto(podRequests(pod), place.free)
  );
}

function tolerates(toleration: V1Toleration, taint: NodeTaint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  return toleration.operator === "Exists" || (toleration.value ?? "") === taint.value;
}

function count(shape: NodeShape, nodes: readonly V1Node[], added: readonly NodeShape[]): number {
  const there = nodes.filter((node) => shapeNameOf(node) === shape.name).length;
  return there + added.filter((one) => one.name === shape.name).length;
}

function isUnschedulable(pod: V1Pod): boolean {
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

function isFinished(pod: V1Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}
