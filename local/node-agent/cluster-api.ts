import {
  ApiException,
  CoordinationV1Api,
  CoreV1Api,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import type { Cluster, KubeConfig, V1Node, V1Pod, V1PodStatus } from "@kubernetes/client-node";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { leaseNamespace, leaseObject } from "./lease";
import { drainingPatch, nodeConditions } from "./node-objects";
import type { PodEvent } from "./pod-event";
import { ReferencedObjects } from "./referenced-objects";
import type { ObjectData, ObjectReference } from "./referenced-objects";

const mergePatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);
/** A kubelet's value: an hour and a few seconds, which distinguishes its tokens from others in audit logs. */
const tokenLifeSec = 3607;
const watchRetryMs = 1000;

/** All pods, kept up to date until it is stopped. */
export interface PodWatch {
  readonly list: () => V1Pod[];
  readonly stop: () => Promise<void>;
}

/** The node agent's calls to the API server. */
export class ClusterApi {
  readonly cluster: Cluster;
  readonly #config: KubeConfig;
  readonly #core: CoreV1Api;
  readonly #coordination: CoordinationV1Api;

  /** @throws Error when the kubeconfig cannot be read or names no cluster. */
  constructor(kubeconfig: string) {
    this.#config = readKubeconfig(kubeconfig);
    const cluster = this.#config.getCurrentCluster();
    if (!cluster) throw new Error(`${kubeconfig}: has no current cluster`);
    this.cluster = cluster;
    this.#core = this.#config.makeApiClient(CoreV1Api);
    this.#coordination = this.#config.makeApiClient(CoordinationV1Api);
  }

  /** Reports every existing pod, and every change from then on. */
  async watchPods(onPod: (pod: V1Pod) => void, onDeleted: (pod: V1Pod) => void): Promise<PodWatch> {
    const list = () => this.#core.listPodForAllNamespaces();
    const informer = makeInformer(this.#config, "/api/v1/pods", list);
    informer.on("add", onPod);
    informer.on("update", onPod);
    informer.on("delete", onDeleted);
    let retry: NodeJS.Timeout | undefined;
    let isStopped = false;
    informer.on("error", () => {
      if (!isStopped) retry = setTimeout(() => void informer.start(), watchRetryMs);
    });
    await informer.start();
    return {
      list: () => [...informer.list()],
      stop: async () => {
        isStopped = true;
        clearTimeout(retry);
        await informer.stop();
      },
    };
  }

  /** All current pods. */
  async listPods(): Promise<V1Pod[]> {
    return (await this.#core.listPodForAllNamespaces()).items;
  }

  /** All current nodes, not only this agent's. */
  async listNodes(): Promise<V1Node[]> {
    return (await this.#core.listNode()).items;
  }

  /** Registers a node unless it is already registered. */
  async createNode(node: V1Node): Promise<void> {
    await exists(this.#core.createNode({ body: node }));
  }

  /** Marks a node as about to be removed; returns undefined if there is no such node. */
  async markDraining(name: string): Promise<V1Node | undefined> {
    return ifThere(this.#core.patchNode({ name, body: drainingPatch }, mergePatch));
  }

  /** Removes a node and its lease, if they still exist. */
  async deleteNode(name: string): Promise<void> {
    await ifThere(this.#core.deleteNode({ name }));
    await ifThere(this.#coordination.deleteNamespacedLease({ name, namespace: leaseNamespace }));
  }

  /** Reports a node as healthy; returns false if there is no such node. */
  async reportNodeReady(name: string, kubeletVersion: string): Promise<boolean> {
    // With its version: the node may come from an older cluster.
    const body = { status: { conditions: nodeConditions(new Date()), nodeInfo: { kubeletVersion } } };
    return exists(this.#core.patchNodeStatus({ name, body }, mergePatch));
  }

  /** Renews a node's lease, to show that its agent is alive. */
  async renewLease(nodeName: string): Promise<void> {
    const lease = leaseObject(nodeName, new Date());
    const renewal = { spec: lease.spec };
    const namespace = leaseNamespace;
    const found = await exists(
      this.#coordination.patchNamespacedLease({ name: nodeName, namespace, body: renewal }, mergePatch),
    );
    if (!found) await this.#coordination.createNamespacedLease({ namespace, body: lease });
  }

  /** Writes a pod's status; returns false if the pod is gone. */
  async writePodStatus(pod: V1Pod, status: V1PodStatus): Promise<boolean> {
    const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
    const body = { metadata: { uid }, status };
    return exists(this.#core.patchNamespacedPodStatus({ name, namespace, body }, mergePatch));
  }

  /** Removes a pod whose processes have exited, if it still exists. */
  async deletePod(pod: V1Pod): Promise<void> {
    const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
    const body = { gracePeriodSeconds: 0, preconditions: { uid } };
    await exists(this.#core.deleteNamespacedPod({ name, namespace, body }));
  }

  /** Deletes a pod gracefully, as when its node is drained. */
  async drainPod(pod: V1Pod): Promise<void> {
    const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
    await exists(this.#core.deleteNamespacedPod({ name, namespace, body: { preconditions: { uid } } }));
  }

  /** A new token of the pod's ServiceAccount, bound to the pod. */
  async createToken(pod: V1Pod, audience: string): Promise<string> {
    const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
    const request = await this.#core.createNamespacedServiceAccountToken({
      name: pod.spec?.serviceAccountName ?? "default",
      namespace,
      body: {
        spec: {
          audiences: audience === "" ? [] : [audience],
          expirationSeconds: tokenLifeSec,
          boundObjectRef: { apiVersion: "v1", kind: "Pod", name, uid },
        },
      },
    });
    return request.status?.token ?? "";
  }

  /** Reads the named ConfigMaps and Secrets that exist. */
  async readObjects(namespace: string, references: readonly ObjectReference[]): Promise<ReferencedObjects> {
    const found = await Promise.all(
      references.map(async (reference) => {
        const data = await this.#readObject(namespace, reference);
        return data ? [{ ...reference, data }] : [];
      }),
    );
    return new ReferencedObjects(found.flat());
  }

  async #readObject(namespace: string, { kind, name }: ObjectReference): Promise<ObjectData | undefined> {
    try {
      if (kind === "secret")
        return decode((await this.#core.readNamespacedSecret({ name, namespace })).data, "base64");
      const configMap = await this.#core.readNamespacedConfigMap({ name, namespace });
      return { ...decode(configMap.data, "utf8"), ...decode(configMap.binaryData, "base64") };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Records an event; a repeated event only increases its count. */
  async recordEvent(event: PodEvent): Promise<void> {
    const { name = "", namespace = "" } = event.metadata;
    if (event.count === 1) await this.#core.createNamespacedEvent({ namespace, body: event });
    else {
      const body = { count: event.count, lastTimestamp: event.lastTimestamp };
      await exists(this.#core.patchNamespacedEvent({ name, namespace, body }, mergePatch));
    }
  }
}

function decode(
  data: Readonly<Record<string, string>> | undefined,
  encoding: BufferEncoding,
): Record<string, Buffer> {
  const entries = Object.entries(data ?? {});
  return Object.fromEntries(entries.map(([key, text]) => [key, Buffer.from(text, encoding)] as const));
}

/** False if the object of a call is gone, or replaced by another one with the same name. */
async function exists(call: Promise<unknown>): Promise<boolean> {
  return (await ifThere(call.then(() => true))) ?? false;
}

/** The result of a call, or undefined if its object does not exist. */
async function ifThere<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiException && (error.code === 404 || error.code === 409);
}
