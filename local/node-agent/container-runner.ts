import { setTimeout as sleep } from "node:timers/promises";
import type { V1Container } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import type { EventText } from "./pod-event";
import type { ContainerPlan } from "./container-plan";
import { ContainerProcess } from "./container-process";
import type { ProcessFiles } from "./container-process";
import type { ContainerRecord, ContainerState, TerminatedState } from "./container-record";
import { preStopSleepSec } from "./pre-stop";
import { checkProbe } from "./probe-check";
import type { ProbeSpec } from "./probe-spec";
import { runProbes } from "./prober";
import type { ContainerProbes, ProbeListener } from "./prober";
import { nextRestartDelaySec } from "./restart-backoff";
import { shouldRestart } from "./restart-policy";

/** Why a container cannot be started now, as a waiting reason and its message. */
export interface StartProblem {
  readonly reason: "ErrImagePull" | "CreateContainerError" | "CreateContainerConfigError";
  readonly message: string;
}

/** What a container needs from its pod. */
export interface ContainerHost {
  readonly restartPolicy: string;
  readonly graceSec: number;
  readonly files: ProcessFiles;
  readonly probes: ContainerProbes;
  /** Kubelet version in probes, e.g. "v1.37.2". */
  readonly kubeletVersion: string;
  /** `<name>_<namespace>(<uid>)`, as in a kubelet's messages. */
  readonly podLabel: string;
  readonly prepare: () => Promise<ContainerPlan | StartProblem>;
  readonly onChange: () => void;
  readonly tell: (event: EventText) => void;
  /** Whether the image has a program, by its path or by its name. */
  readonly hasProgram: (program: string) => boolean;
}

/** How to stop a container. */
export interface StopOptions {
  readonly graceMs: number;
  readonly withPreStop: boolean;
}

/** How long a problem is shown before it turns into a back-off. */
const showProblemMs = 2000;
const retryAfterProblemSec = 10;
const longestRetrySec = 300;
/** Time for a process to exit when its preStop hook has used up the grace period. */
const leastGraceMs = 2000;

/** Keeps one container running, from its first start until it is stopped or has ended permanently. */
export class ContainerRunner {
  readonly #container: V1Container;
  readonly #host: ContainerHost;
  readonly #isInit: boolean;
  readonly #stopping = new AbortController();
  #record: ContainerRecord;
  #process: ContainerProcess | undefined;
  #finished: Promise<void> | undefined;

  constructor(container: V1Container, host: ContainerHost, record: ContainerRecord, isInit: boolean) {
    this.#container = container;
    this.#host = host;
    this.#record = record;
    this.#isInit = isInit;
  }

  get record(): ContainerRecord {
    return this.#record;
  }

  /** Resolves when the container has ended permanently or was stopped. */
  run(): Promise<void> {
    this.#finished ??= this.#keepRunning();
    return this.#finished;
  }

  /** Stops the container and waits for its end. A second call may only shorten the time. */
  async stop({ graceMs, withPreStop }: StopOptions): Promise<void> {
    const deadlineMs = Date.now() + graceMs;
    this.#stopping.abort();
    const process = this.#process;
    if (process) {
      const preStopMs = withPreStop ? this.#preStopSec() * 1000 : 0;
      await Promise.race([sleep(Math.min(preStopMs, graceMs), undefined, { ref: false }), process.exited]);
      const leftMs = deadlineMs - Date.now();
      await process.stop(preStopMs > 0 ? Math.max(leftMs, leastGraceMs) : Math.max(leftMs, 0));
    }
    await this.#finished;
  }

  /** A hook without its program fails, and the container is stopped at once. */
  #preStopSec(): number {
    const program = this.#container.lifecycle?.preStop?.exec?.command?.[0];
    if (program === undefined || this.#host.hasProgram(program)) return preStopSleepSec(this.#container);
    this.#host.tell({ type: "Warning", reason: "FailedPreStopHook", message: "PreStopHook failed" });
    return 0;
  }

  async #keepRunning(): Promise<void> {
    let delaySec: number | undefined;
    for (;;) {
      const plan = await this.#prepare();
      if (!plan) return;
      const ended = await this.#runOnce(plan);
      if (this.#isStopping() || !shouldRestart(this.#host.restartPolicy, ended.exitCode, this.#isInit))
        return;
      if (ended.reason === "StartError") this.#showStartError(ended);
      const ranSec = (ended.finishedAt.getTime() - ended.startedAt.getTime()) / 1000;
      delaySec = nextRestartDelaySec(delaySec, ranSec);
      if (delaySec > 0) await this.#backOff(ended, delaySec);
      if (this.#isStopping()) return;
      this.#record = { ...this.#record, lastState: ended, restartCount: this.#record.restartCount + 1 };
    }
  }

  /** The plan of the next run once there is one, or undefined if the container is stopped first. */
  async #prepare(): Promise<ContainerPlan | undefined> {
    for (let delaySec = retryAfterProblemSec; ; delaySec = Math.min(delaySec * 2, longestRetrySec)) {
      const prepared = await this.#tryPrepare();
      if (this.#isStopping()) return undefined;
      if (!("reason" in prepared)) return prepared;
      await this.#showProblem(prepared, delaySec);
      if (this.#isStopping()) return undefined;
    }
  }

  async #tryPrepare(): Promise<ContainerPlan | StartProblem> {
    try {
      return await this.#host.prepare();
    } catch (error) {
      return { reason: "CreateContainerConfigError", message: errorMessage(error) };
    }
  }

  async #showProblem({ reason, message }: StartProblem, delaySec: number): Promise<void> {
    const image = this.#container.image ?? "";
    this.#setState({ kind: "waiting", reason, message });
    if (reason !== "ErrImagePull") {
      this.#host.tell({ type: "Warning", reason: "Failed", message: `Error: ${message}` });
      await this.#pause(delaySec * 1000);
      return;
    }
    const failed = `Failed to pull image "${image}": ${message}`;
    this.#host.tell({ type: "Warning", reason: "Failed", message: failed });
    await this.#pause(showProblemMs);
    if (this.#isStopping()) return;
    const backOff = `Back-off pulling image "${image}"`;
    this.#setState({ kind: "waiting", reason: "ImagePullBackOff", message: `${backOff}: ${message}` });
    this.#host.tell({ type: "Normal", reason: "BackOff", message: backOff });
    await this.#pause(delaySec * 1000);
  }

  async #runOnce(plan: ContainerPlan): Promise<TerminatedState> {
    const beganAt = new Date();
    if (plan.failure !== undefined) {
      this.#host.tell({ type: "Warning", reason: "Failed", message: `Error: ${plan.failure}` });
      return this.#ended("StartError", 128, beganAt, new Date(), plan.failure);
    }
    try {
      this.#process = await ContainerProcess.start(plan, this.#host.files);
    } catch (error) {
      return this.#ended("StartError", 128, beganAt, new Date(), errorMessage(error));
    }
    const { pid, startedAt, exited } = this.#process;
    const { name } = this.#container;
    this.#record = { ...this.#record, processId: pid, started: false, ready: false };
    this.#setState({ kind: "running", startedAt });
    this.#host.tell({ type: "Normal", reason: "Started", message: `Started container ${name}` });
    const probing = new AbortController();
    const { probes, kubeletVersion } = this.#host;
    const check = (spec: ProbeSpec) => checkProbe(spec, kubeletVersion);
    if (this.#isStopping()) void this.#process.stop(0);
    else void runProbes(probes, check, this.#probeListener(this.#process), probing.signal);
    const { exitCode, finishedAt } = await exited;
    probing.abort();
    this.#process = undefined;
    return this.#ended(exitCode === 0 ? "Completed" : "Error", exitCode, startedAt, finishedAt);
  }

  #probeListener(process: ContainerProcess): ProbeListener {
    const { name } = this.#container;
    return {
      onHealth: (started, ready) => {
        this.#record = { ...this.#record, started, ready };
        this.#host.onChange();
      },
      onUnhealthy: (kind, problem) => {
        const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
        const message = `${title} probe failed: ${problem}`;
        this.#host.tell({ type: "Warning", reason: "Unhealthy", message });
      },
      onFailed: (kind) => {
        const message = `Container ${name} failed ${kind} probe, will be restarted`;
        this.#host.tell({ type: "Normal", reason: "Killing", message });
        void process.stop(this.#host.graceSec * 1000);
      },
    };
  }

  /** A kubelet shows the runtime's message in place of a container that never ran. */
  #showStartError(ended: TerminatedState): void {
    const { message } = ended;
    this.#record = { ...this.#record, lastState: ended };
    this.#setState({
      kind: "waiting",
      reason: "RunContainerError",
      ...(message === undefined ? {} : { message }),
    });
  }

  async #backOff(ended: TerminatedState, delaySec: number): Promise<void> {
    const { name } = this.#container;
    const what = `restarting failed container=${name} pod=${this.#host.podLabel}`;
    this.#record = { ...this.#record, lastState: ended };
    const message = `back-off ${delaySec}s ${what}`;
    this.#setState({ kind: "waiting", reason: "CrashLoopBackOff", message });
    this.#host.tell({
      type: "Warning",
      reason: "BackOff",
      message: `Back-off restarting failed container ${name} in pod ${this.#host.podLabel}`,
    });
    await this.#pause(delaySec * 1000);
  }

  #ended(
    reason: string,
    exitCode: number,
    startedAt: Date,
    finishedAt: Date,
    message?: string,
  ): TerminatedState {
    const detail = message === undefined ? {} : { message };
    const state = { kind: "terminated", reason, exitCode, startedAt, finishedAt, ...detail } as const;
    this.#record = { ...this.#record, started: false, ready: false };
    this.#setState(state);
    return state;
  }

  #setState(state: ContainerState): void {
    this.#record = { ...this.#record, state };
    this.#host.onChange();
  }

  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Returns early when the container is stopped. */
  async #pause(durationMs: number): Promise<void> {
    await sleep(durationMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
