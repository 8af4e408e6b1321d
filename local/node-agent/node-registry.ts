import type { V1Node } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import type { AddressPool } from "./address-pool";
import type { ClusterApi } from "./cluster-api";
import { freeNodeName, internalAddress, isOurs, nodeName, nodeObject } from "./node-objects";
import type { NodePool } from "@switchyard/contracts/node-pool";

const leaseIntervalMs = 10_000;
const statusIntervalMs = 60_000;

/** The registry's calls to the API server. */
export type NodeApi = Pick<
  ClusterApi,
  "listNodes" | "createNode" | "markDraining" | "deleteNode" | "reportNodeReady" | "renewLease"
>;

/** The nodes of this agent: registers them and sends their heartbeats. */
export class NodeRegistry {
  readonly #api: NodeApi;
  readonly #addresses: AddressPool;
  readonly #kubeletVersion: string;
  readonly #nodes = new Map<string, V1Node>();
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(api: NodeApi, addresses: AddressPool, kubeletVersion: string) {
    this.#api = api;
    this.#addresses = addresses;
    this.#kubeletVersion = kubeletVersion;
  }

  /** Takes over the nodes that were registered before a restart. */
  async adopt(): Promise<void> {
    for (const node of await this.#api.listNodes()) {
      const address = internalAddress(node);
      if (!isOurs(node) || address === undefined) continue;
      this.#addresses.claim(address);
      this.#nodes.set(nodeName(node), node);
    }
    await this.#renewLeases();
    await this.#reportReady();
  }

  /**
   * Registers one more node of a pool.
   * @throws the API server's error when the node could not be registered; it does not exist then.
   */
  async add(pool: NodePool): Promise<void> {
    const name = freeNodeName(pool, new Set(this.#nodes.keys()));
    const address = this.#addresses.take();
    const node = nodeObject(pool, { name, address, kubeletVersion: this.#kubeletVersion }, new Date());
    // Known before it is registered: the scheduler may bind a pod to it at once.
    this.#nodes.set(name, node);
    try {
      await this.#register(name, node);
    } catch (error) {
      this.#nodes.delete(name);
      this.#addresses.release(address);
      throw error;
    }
  }

  /** Marks a node as about to be removed: no more pods are scheduled there. */
  async startDraining(name: string): Promise<void> {
    const marked = await this.#api.markDraining(name);
    if (marked) this.#nodes.set(name, marked);
    // It was deleted, and must not be registered again.
    else await this.remove(name);
  }

  /** Removes a node for good: no heartbeat brings it back. */
  async remove(name: string): Promise<void> {
    const node = this.#nodes.get(name);
    if (!node) return;
    // Forgotten before it is deleted: a running heartbeat would register it again.
    this.#nodes.delete(name);
    try {
      await this.#api.deleteNode(name);
    } catch (error) {
      this.#nodes.set(name, node);
      throw error;
    }
    this.#addresses.release(internalAddress(node) ?? "");
    console.log(`node ${name} removed`);
  }

  /** All nodes of this agent. */
  list(): V1Node[] {
    return [...this.#nodes.values()];
  }

  /** Address of a node, or undefined when the node is not this agent's. */
  addressOf(nodeName: string): string | undefined {
    const node = this.#nodes.get(nodeName);
    return node && internalAddress(node);
  }

  /** Sends heartbeats of the nodes until `stop`. */
  startHeartbeats(): void {
    const leases = setInterval(() => void this.#renewLeases(), leaseIntervalMs);
    const statuses = setInterval(() => {
      this.#reportReady().catch((error: unknown) => {
        console.log(`node status was not reported, retrying: ${errorMessage(error)}`);
      });
    }, statusIntervalMs);
    this.#timers.push(leases, statuses);
  }

  /** Ends the heartbeats; the nodes stay registered. */
  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  async #renewLeases(): Promise<void> {
    await Promise.all([...this.#nodes.keys()].map((name) => this.#renewLease(name)));
  }

  /** A lease that could not be renewed is renewed with the next heartbeat, long before it expires. */
  async #renewLease(name: string): Promise<void> {
    await this.#api.renewLease(name).catch((error: unknown) => {
      console.log(`lease of node ${name} was not renewed, retrying: ${errorMessage(error)}`);
    });
  }

  /** A deleted node is registered again, as by a kubelet. */
  async #reportReady(): Promise<void> {
    for (const [name, node] of this.#nodes)
      if (!(await this.#api.reportNodeReady(name, this.#kubeletVersion)) && this.#nodes.has(name))
        await this.#register(name, withoutServerFields(node));
  }

  async #register(name: string, node: V1Node): Promise<void> {
    await this.#api.createNode(node);
    console.log(`node ${name} registered`);
    await this.#renewLease(name);
  }
}

/** An object read from the API server cannot be created again as it is. */
function withoutServerFields(node: V1Node): V1Node {
  const { name, labels, annotations } = node.metadata ?? {};
  const metadata = {
    ...(name === undefined ? {} : { name }),
    ...(labels ? { labels } : {}),
    ...(annotations ? { annotations } : {}),
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    ...(node.spec ? { spec: node.spec } : {}),
    metadata,
    ...statusPatch(node),
  };
}

function statusPatch(node: V1Node): Pick<V1Node, "status"> {
  return node.status ? { status: node.status } : {};
}
