import type { V1Pod } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import type { ClusterApi } from "./cluster-api";
import { planScaling } from "./node-autoscaling";
import { isDraining, nodeName } from "./node-objects";
import type { NodeRegistry } from "./node-registry";
import { occupies } from "./pod-placement";
import type { PoolsFile } from "./pools-file";

const intervalMs = 1000;

/** Inputs of the autoscaler. */
export interface NodeAutoscalerParts {
  readonly api: Pick<ClusterApi, "listPods" | "drainPod">;
  readonly nodes: Pick<NodeRegistry, "list" | "add" | "startDraining" | "remove">;
  readonly pools: Pick<PoolsFile, "read">;
  readonly emptyNodeDelayMs: number;
}

/** Stands in for the cluster autoscaler: does what {@link planScaling} decides, every second and whenever a pod waits. */
export class NodeAutoscaler {
  readonly #parts: NodeAutoscalerParts;
  #listPods: () => readonly V1Pod[] = () => [];
  #emptySinceMs: ReadonlyMap<string, number> = new Map();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(parts: NodeAutoscalerParts) {
    this.#parts = parts;
  }

  /** Resolves when the pools have their minimum of nodes; keeps reconciling until `stop`. */
  async start(listPods: () => readonly V1Pod[]): Promise<void> {
    this.#listPods = listPods;
    this.#timer = setInterval(() => {
      this.look();
    }, intervalMs);
    this.look();
    await this.#looking;
  }

  /** Stops, after the current pass has finished. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#looking;
  }

  /** Runs a pass now. Passes never overlap: a node that is being added must count in the next one. */
  look(): void {
    if (this.#timer === undefined) return;
    this.#isAskedAgain = true;
    this.#looking ??= this.#lookOften().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookOften(): Promise<void> {
    try {
      while (this.#isAskedAgain && this.#timer !== undefined) {
        this.#isAskedAgain = false;
        await this.#lookOnce();
      }
    } catch (error) {
      console.log(`changing nodes failed, retrying: ${errorMessage(error)}`);
    }
  }

  async #lookOnce(): Promise<void> {
    const { nodes, pools, emptyNodeDelayMs } = this.#parts;
    const { add, drain, emptySinceMs } = planScaling({
      pools: pools.read(),
      nodes: nodes.list(),
      pods: this.#listPods(),
      emptySinceMs: this.#emptySinceMs,
      nowMs: Date.now(),
      emptyNodeDelayMs,
    });
    this.#emptySinceMs = emptySinceMs;
    for (const pool of add) await nodes.add(pool);
    for (const name of drain) await nodes.startDraining(name);
    await this.#goOnDraining();
  }

  /** Nodes are removed when their last pod has ended; pods scheduled at the last moment are evicted too. */
  async #goOnDraining(): Promise<void> {
    const { api, nodes } = this.#parts;
    const draining = nodes.list().filter(isDraining);
    if (draining.length === 0) return;
    // Not those of the watch, which may lack the newest.
    const pods = await api.listPods();
    for (const node of draining) {
      const there = pods.filter((pod) => occupies(pod, node));
      if (there.length === 0) await nodes.remove(nodeName(node));
      for (const pod of there) if (!pod.metadata?.deletionTimestamp) await api.drainPod(pod);
    }
  }
}
