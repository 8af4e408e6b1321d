import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { V1Pod } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import type { ClusterApi } from "./cluster-api";
import { isCompleted } from "./container-record";
import type { ContainerRunner, StopOptions } from "./container-runner";
import type { RunnableImage } from "./images";
import { containerRunners, gracePeriodSec, initContainerRunners } from "./pod-containers";
import { PodEvents } from "./pod-events";
import { podFiles } from "./pod-files";
import type { PodFiles } from "./pod-files";
import { podStatus } from "./pod-status";
import { PodVolumes } from "./pod-volumes";
import { StatusWriter } from "./status-writer";

/** A pod's dependencies from its agent. */
export interface PodServices {
  readonly api: ClusterApi;
  readonly images: ReadonlyMap<string, RunnableImage>;
  readonly stateDir: string;
  readonly kubeletVersion: string;
  readonly hostIp: string;
  readonly podIp: string;
}

const firstMountRetryMs = 500;
const longestMountRetryMs = 30_000;
const deleteRetryMs = 1000;

/** Runs one pod: its volumes, containers, status and termination. */
export class PodRunner {
  readonly #services: PodServices;
  readonly #files: PodFiles;
  readonly #events: PodEvents;
  readonly #volumes: PodVolumes;
  readonly #status: StatusWriter;
  readonly #initContainers: readonly ContainerRunner[];
  readonly #containers: readonly ContainerRunner[];
  readonly #startTime: Date;
  readonly #stopping = new AbortController();
  #pod: V1Pod;
  #isMounted = false;
  #work: Promise<void> | undefined;
  #ending: Promise<void> | undefined;

  constructor(pod: V1Pod, services: PodServices) {
    const { api, images, stateDir, kubeletVersion, hostIp, podIp } = services;
    this.#pod = pod;
    this.#services = services;
    this.#startTime = new Date(pod.status?.startTime ?? Date.now());
    this.#files = podFiles(stateDir, pod);
    this.#events = new PodEvents(pod, (event) => api.recordEvent(event));
    const placed = { pod, hostIp, podIp };
    this.#volumes = new PodVolumes(api, placed, this.#files);
    const context = {
      api,
      images,
      placed,
      files: this.#files,
      kubeletVersion,
      onChange: () => {
        this.#status.changed();
      },
      tell: this.#events.tell.bind(this.#events),
    };
    this.#initContainers = initContainerRunners(context);
    this.#containers = containerRunners(context);
    this.#status = this.#createStatusWriter();
  }

  get pod(): V1Pod {
    return this.#pod;
  }

  get podIp(): string {
    return this.#services.podIp;
  }

  /** Starts the pod; returns at once. */
  start(): void {
    this.#work ??= this.#run().catch((error: unknown) => {
      console.log(`pod ${this.#files.folder}: ${errorMessage(error)}`);
    });
  }

  /** Takes a newer version of the pod. */
  update(pod: V1Pod): void {
    this.#pod = pod;
    this.#status.observed(pod.status ?? {});
  }

  /** Terminates the pod with the grace period of its deletion, then removes the object and the pod's files. */
  delete(): Promise<void> {
    this.#ending ??= this.#delete();
    return this.#ending;
  }

  /** Terminates a pod whose object is already gone. */
  async kill(): Promise<void> {
    this.#status.stop();
    await this.stop({ graceMs: 0, withPreStop: false });
    await this.#removeFiles();
  }

  /** Stops the pod's processes; its object stays, for the agent's next start. */
  async stop(options: StopOptions): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#initContainers, ...this.#containers].map((one) => one.stop(options)));
    await this.#work;
    await this.#volumes.stop();
    await this.#status.flush();
  }

  async #run(): Promise<void> {
    this.#status.changed();
    await this.#mountVolumes();
    if (this.#isStopping()) return;
    this.#isMounted = true;
    this.#volumes.keepFresh();
    for (const container of this.#initContainers) {
      await container.run();
      if (this.#isStopping() || !isCompleted(container.record.state)) return;
    }
    await Promise.all(this.#containers.map((container) => container.run()));
  }

  async #mountVolumes(): Promise<void> {
    for (let delayMs = firstMountRetryMs; ; delayMs = Math.min(delayMs * 2, longestMountRetryMs)) {
      try {
        await this.#volumes.mount();
        return;
      } catch (error) {
        const message = errorMessage(error);
        this.#events.tell({ type: "Warning", reason: "FailedMount", message });
      }
      await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#isStopping()) return;
    }
  }

  #createStatusWriter(): StatusWriter {
    return new StatusWriter(
      (previous) => podStatus(this.#pod, this.#state(), previous, new Date()),
      (status) => this.#services.api.writePodStatus(this.#pod, status),
      this.#pod.status ?? {},
    );
  }

  #state() {
    return {
      startTime: this.#startTime,
      hostIp: this.#services.hostIp,
      podIp: this.#isMounted ? this.#services.podIp : undefined,
      initContainers: this.#initContainers.map((one) => one.record),
      containers: this.#containers.map((one) => one.record),
    };
  }

  async #delete(): Promise<void> {
    const graceMs = gracePeriodSec(this.#pod) * 1000;
    for (const { record } of this.#containers)
      if (record.state.kind === "running")
        this.#events.tell({
          type: "Normal",
          reason: "Killing",
          message: `Stopping container ${record.name}`,
        });
    await this.stop({ graceMs, withPreStop: true });
    await this.#removeFiles();
    await deleteObject(this.#services.api, this.#pod);
  }

  async #removeFiles(): Promise<void> {
    const containers = [...this.#initContainers, ...this.#containers].map((one) => one.record.name);
    const logs = containers.flatMap((name) => [this.#files.log(name), this.#files.previousLog(name)]);
    for (const file of [this.#files.folder, ...logs]) await rm(file, { recursive: true, force: true });
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }
}

/** Removes a pod's object, however long the API server takes to answer. */
export async function deleteObject(api: ClusterApi, pod: V1Pod): Promise<void> {
  for (;;) {
    try {
      await api.deletePod(pod);
      return;
    } catch (error) {
      console.log(`pod ${pod.metadata?.name ?? ""} was not removed, retrying: ${errorMessage(error)}`);
      await sleep(deleteRetryMs);
    }
  }
}
