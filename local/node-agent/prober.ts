import { setTimeout as sleep } from "node:timers/promises";
import type { ProbeSpec } from "./probe-spec";
import { afterAnswer, hasFailed, initialProbeState } from "./probe-state";
import type { ProbeState } from "./probe-state";

/** The three probes of a container, where there are any. */
export interface ContainerProbes {
  readonly startup?: ProbeSpec;
  readonly readiness?: ProbeSpec;
  readonly liveness?: ProbeSpec;
}

/** The prober's reports to its container. */
export interface ProbeListener {
  /** Startup has succeeded, or the readiness has changed. */
  readonly onHealth: (started: boolean, ready: boolean) => void;
  /** One probe got a bad answer. */
  readonly onUnhealthy: (kind: ProbeKind, problem: string) => void;
  /** The startup or liveness probe has reached its failure threshold: the container must be stopped. */
  readonly onFailed: (kind: ProbeKind) => void;
}

/** Which of its probes a container failed. */
export type ProbeKind = keyof ContainerProbes;

/** Probes once; returns undefined or the problem. */
export type Check = (spec: ProbeSpec) => Promise<string | undefined>;

/**
 * Runs the probes of one container from its start until the signal: the startup probe first, and once it has succeeded
 * the readiness and liveness probes side by side.
 */
export async function runProbes(
  probes: ContainerProbes,
  check: Check,
  listener: ProbeListener,
  signal: AbortSignal,
): Promise<void> {
  const startedAtMs = Date.now();
  const loop = (kind: ProbeKind, onState: (state: ProbeState) => boolean) => {
    const spec = probes[kind];
    return spec ? runProbe({ kind, spec, startedAtMs, check, listener, signal }, onState) : true;
  };
  if (!(await loop("startup", (state) => state.healthy))) return;
  let ready = !probes.readiness;
  listener.onHealth(true, ready);
  await Promise.all([
    loop("readiness", (state) => {
      if (state.healthy !== ready) listener.onHealth(true, state.healthy);
      ready = state.healthy;
      return false;
    }),
    loop("liveness", () => false),
  ]);
}

interface ProbeRun {
  readonly kind: ProbeKind;
  readonly spec: ProbeSpec;
  readonly startedAtMs: number;
  readonly check: Check;
  readonly listener: ProbeListener;
  readonly signal: AbortSignal;
}

/** Probes periodically; returns true once `isDone`, false when the probe reaches its failure threshold or is aborted. */
async function runProbe(run: ProbeRun, isDone: (state: ProbeState) => boolean): Promise<boolean> {
  const { kind, spec, listener, signal } = run;
  let state = initialProbeState(kind);
  let nextMs = run.startedAtMs + spec.initialDelaySec * 1000;
  while (await pauseUntil(nextMs, signal)) {
    nextMs = Date.now() + spec.periodSec * 1000;
    const problem = await run.check(spec);
    if (isAborted(signal)) return false;
    state = afterAnswer(state, problem === undefined, spec.thresholds);
    if (problem !== undefined) listener.onUnhealthy(kind, problem);
    if (isDone(state)) return true;
    if (kind !== "readiness" && hasFailed(state, spec.thresholds)) {
      listener.onFailed(kind);
      return false;
    }
  }
  return false;
}

/** Returns false if aborted first. */
async function pauseUntil(timeMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(Math.max(0, timeMs - Date.now()), undefined, { signal });
    return true;
  } catch {
    return false;
  }
}

/** The compiler assumes that `aborted` keeps its value across an await. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
