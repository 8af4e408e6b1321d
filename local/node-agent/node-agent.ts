import path from "node:path";
import type { V1Pod } from "@kubernetes/client-node";
import { stopLeftovers } from "@switchyard/process/leftovers";
import { errorMessage } from "@switchyard/process/user-error";
import { AddressPool } from "./address-pool";
import { ClusterApi } from "./cluster-api";
import type { PodWatch } from "./cluster-api";
import { unpackImages } from "./images";
import type { RunnableImage } from "./images";
import { removeLeftoverFiles } from "./leftover-files";
import { NodeAutoscaler } from "./node-autoscaler";
import { NodeRegistry } from "./node-registry";
import { podsFolder } from "./pod-files";
import { deleteObject, PodRunner } from "./pod-runner";
import { PoolsFile } from "./pools-file";
import type { NodeAgentSettings } from "./settings";

/** The last pod numbers of a slot are the nodes' addresses. */
const podNumbers = { first: 1, last: 65_021 };
const nodeNumbers = { first: 65_025, last: 65_534 };
const leftoverGraceMs = 5000;
/** Whoever stops the agent waits 10 s for it. */
const shutdownGraceMs = 8000;

/** Stands in for the kubelet of every node, and the cluster autoscaler. */
export class NodeAgent {
  readonly #settings: NodeAgentSettings;
  readonly #api: ClusterApi;
  readonly #nodes: NodeRegistry;
  readonly #podAddresses: AddressPool;
  readonly #runners = new Map<string, PodRunner>();
  /** Addresses of pods from before a restart, by uid, until these pods are restarted. */
  readonly #keptAddresses = new Map<string, string>();
  readonly #autoscaler: NodeAutoscaler;
  #images: ReadonlyMap<string, RunnableImage> = new Map();
  #pods: PodWatch | undefined;
  #isStopping = false;

  constructor(settings: NodeAgentSettings) {
    this.#settings = settings;
    this.#api = new ClusterApi(settings.kubeconfig);
    this.#podAddresses = new AddressPool(settings.slot, podNumbers.first, podNumbers.last);
    this.#nodes = new NodeRegistry(
      this.#api,
      new AddressPool(settings.slot, nodeNumbers.first, nodeNumbers.last),
      settings.kubeletVersion,
    );
    this.#autoscaler = new NodeAutoscaler({
      api: this.#api,
      nodes: this.#nodes,
      pools: new PoolsFile(settings.poolsFile),
      emptyNodeDelayMs: settings.emptyNodeDelaySec * 1000,
    });
  }

  /** Registers the nodes and starts their pods. */
  async start(): Promise<void> {
    const folder = podsFolder(this.#settings.stateDir);
    const stopped = await stopLeftovers(folder, leftoverGraceMs);
    if (stopped > 0) console.log(`stopped ${stopped} processes of an earlier agent`);
    this.#images = unpackImages(this.#settings.tools, path.join(this.#settings.stateDir, "images"));
    const pods = await this.#api.listPods();
    await removeLeftoverFiles(folder, pods);
    await this.#nodes.adopt();
    // Before the watch, which would report pods on nodes that are not known yet.
    await this.#autoscaler.start(() => this.#pods?.list() ?? pods);
    this.#keepAddresses(pods);
    this.#nodes.startHeartbeats();
    this.#pods = await this.#api.watchPods(
      (pod) => {
        this.#onPod(pod);
      },
      (pod) => {
        this.#onDeleted(pod);
      },
    );
  }

  /** Stops every process. Pods and nodes stay registered for the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#autoscaler.stop();
    this.#nodes.stop();
    await this.#pods?.stop();
    const options = { graceMs: shutdownGraceMs, withPreStop: false };
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop(options)));
  }

  #onPod(pod: V1Pod): void {
    if (this.#isStopping) return;
    if (!pod.spec?.nodeName) {
      this.#autoscaler.look();
      return;
    }
    const hostIp = this.#nodes.addressOf(pod.spec.nodeName);
    if (hostIp === undefined) return;
    const uid = pod.metadata?.uid ?? "";
    const runner = this.#runners.get(uid);
    if (runner) runner.update(pod);
    if (pod.metadata?.deletionTimestamp) this.#onDeleting(pod, runner);
    else if (!runner && !isFinished(pod)) this.#startPod(uid, pod, hostIp);
  }

  #startPod(uid: string, pod: V1Pod, hostIp: string): void {
    this.#killReplaced(pod);
    const podIp = this.#keptAddresses.get(uid) ?? this.#podAddresses.take();
    this.#keptAddresses.delete(uid);
    const { stateDir, kubeletVersion } = this.#settings;
    const services = { api: this.#api, images: this.#images, stateDir, kubeletVersion, hostIp, podIp };
    const runner = new PodRunner(pod, services);
    this.#runners.set(uid, runner);
    console.log(`pod ${label(pod)} starts at ${podIp}`);
    runner.start();
  }

  /** While the watch was cut off, a pod may have been deleted and another one created with its name. */
  #killReplaced(pod: V1Pod): void {
    for (const runner of this.#runners.values())
      if (label(runner.pod) === label(pod) && runner.pod.metadata?.uid !== pod.metadata?.uid)
        this.#onDeleted(runner.pod);
  }

  #onDeleting(pod: V1Pod, runner: PodRunner | undefined): void {
    if (runner) this.#forget(runner, runner.delete());
    else void deleteObject(this.#api, pod);
  }

  #onDeleted(pod: V1Pod): void {
    const runner = this.#runners.get(pod.metadata?.uid ?? "");
    if (runner) this.#forget(runner, runner.kill());
  }

  /** Frees the pod's address once its processes are gone. */
  #forget(runner: PodRunner, ended: Promise<void>): void {
    ended
      .catch((error: unknown) => {
        console.log(`pod ${label(runner.pod)} did not end cleanly: ${errorMessage(error)}`);
      })
      .finally(() => {
        if (!this.#runners.delete(runner.pod.metadata?.uid ?? "")) return;
        this.#podAddresses.release(runner.podIp);
        console.log(`pod ${label(runner.pod)} is gone`);
      });
  }

  /** Before any pod gets a new address, which must not be one that another pod is still known by. */
  #keepAddresses(pods: readonly V1Pod[]): void {
    for (const pod of pods) {
      const podIp = pod.status?.podIP;
      const isOurs = this.#nodes.addressOf(pod.spec?.nodeName ?? "") !== undefined;
      if (podIp !== undefined && isOurs && !isFinished(pod) && this.#podAddresses.claim(podIp))
        this.#keptAddresses.set(pod.metadata?.uid ?? "", podIp);
    }
  }
}

function label(pod: V1Pod): string {
  return path.posix.join(pod.metadata?.namespace ?? "", pod.metadata?.name ?? "");
}

function isFinished(pod: V1Pod): boolean {
  return pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
}
