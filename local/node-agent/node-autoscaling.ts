import type { V1Node, V1Pod } from "@kubernetes/client-node";
import { hasShape, isDraining, nodeName, poolNameOf } from "./node-objects";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { canRun, isUnschedulable, newPlace, nodePlace, occupies, withPod } from "./pod-placement";
import type { Place } from "./pod-placement";

/** Inputs of the cluster autoscaler. */
export interface ScalingState {
  readonly pools: readonly NodePool[];
  /** Nodes of this agent. */
  readonly nodes: readonly V1Node[];
  readonly pods: readonly V1Pod[];
  /** Since when nodes have been empty, by name, from the previous pass. */
  readonly emptySinceMs: ReadonlyMap<string, number>;
  readonly nowMs: number;
  /** How long a node must be empty before it is removed. */
  readonly emptyNodeDelayMs: number;
}

/** Next steps of the cluster autoscaler. */
export interface ScalingPlan {
  /** Pools to add a node to, one entry per node. */
  readonly add: readonly NodePool[];
  /** Names of the nodes to cordon and remove. */
  readonly drain: readonly string[];
  /** Input of the next pass. */
  readonly emptySinceMs: ReadonlyMap<string, number>;
}

/** Room for waiting pods. */
interface Candidate {
  place: Place;
  /** A waiting pod fits here: the scheduler has just not retried it yet. */
  isAwaited: boolean;
}

/** A node that stays. */
interface KeptNode extends Candidate {
  readonly name: string;
  readonly pool: NodePool;
  readonly isEmpty: boolean;
}

/**
 * Decides as GKE's cluster autoscaler: nodes are added up to the minimum of each pool and for pods that the scheduler
 * could not place, never beyond the maximum; a node that has been empty for a while is removed, down to the minimum. The nodes
 * of a deleted pool, or of a pool with a new shape, are removed too, with their pods.
 */
export function planScaling(state: ScalingState): ScalingPlan {
  const nodes = state.nodes.filter((node) => !isDraining(node));
  const kept = nodes.flatMap((node) => keptNode(node, state));
  const add = nodesToAdd(state, kept);
  const idle = kept.filter(({ isEmpty, isAwaited }) => isEmpty && !isAwaited);
  const emptySinceMs = new Map(
    idle.map(({ name }) => [name, state.emptySinceMs.get(name) ?? state.nowMs] as const),
  );
  const outdated = nodes.map(nodeName).filter((name) => !kept.some((node) => node.name === name));
  return { add, drain: [...outdated, ...unneededNodes(state, kept, emptySinceMs)], emptySinceMs };
}

/** None if the node's pool is gone, or now has another shape. */
function keptNode(node: V1Node, { pools, pods }: ScalingState): readonly KeptNode[] {
  const pool = pools.find(({ name }) => name === poolNameOf(node));
  if (!pool || !hasShape(node, pool.shape)) return [];
  const isEmpty = !pods.some((pod) => occupies(pod, node));
  return [{ name: nodeName(node), pool, isEmpty, place: nodePlace(pool, node, pods), isAwaited: false }];
}

function nodesToAdd({ pools, nodes, pods }: ScalingState, kept: readonly KeptNode[]): readonly NodePool[] {
  const candidates: Candidate[] = [...kept];
  const added: NodePool[] = [];
  const addNode = (pool: NodePool) => {
    added.push(pool);
    candidates.push({ place: newPlace(pool), isAwaited: false });
  };
  // Nodes being removed count as well: a pool never exceeds its maximum, not even for a moment.
  const room = (pool: NodePool) =>
    pool.maxNodes -
    nodes.filter((node) => poolNameOf(node) === pool.name).length -
    added.filter(({ name }) => name === pool.name).length;
  for (const pool of pools) {
    const missing = pool.minNodes - kept.filter((node) => node.pool === pool).length;
    for (let more = Math.min(missing, room(pool)); more > 0; more -= 1) addNode(pool);
  }
  for (const pod of pods.filter(isUnschedulable)) {
    if (putOn(pod, candidates)) continue;
    const pool = pools.find((candidate) => canRun(pod, newPlace(candidate)) && room(candidate) > 0);
    if (!pool) continue;
    addNode(pool);
    putOn(pod, candidates.slice(-1));
  }
  return added;
}

function putOn(pod: V1Pod, candidates: readonly Candidate[]): boolean {
  const candidate = candidates.find(({ place }) => canRun(pod, place));
  if (!candidate) return false;
  candidate.place = withPod(candidate.place, pod);
  candidate.isAwaited = true;
  return true;
}

/** The surplus nodes of each pool, newest first. */
function unneededNodes(
  { pools, nowMs, emptyNodeDelayMs }: ScalingState,
  kept: readonly KeptNode[],
  emptySinceMs: ReadonlyMap<string, number>,
): readonly string[] {
  return pools.flatMap((pool) => {
    const names = kept.filter((node) => node.pool === pool).map(({ name }) => name);
    const surplus = Math.max(names.length - pool.minNodes, 0);
    return names
      .toReversed()
      .filter((name) => nowMs - (emptySinceMs.get(name) ?? Infinity) >= emptyNodeDelayMs)
      .slice(0, surplus);
  });
}
