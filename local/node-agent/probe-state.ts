/** The result of a probe so far, and the number of equal answers in a row. */
export interface ProbeState {
  readonly healthy: boolean;
  readonly lastAnswer: boolean | undefined;
  readonly inARow: number;
}

/** Number of equal answers that change the result. */
export interface ProbeThresholds {
  readonly success: number;
  readonly failure: number;
}

/** Before its first answer, a container counts as not started and not ready, but alive. */
export function initialProbeState(kind: "startup" | "readiness" | "liveness"): ProbeState {
  return { healthy: kind === "liveness", lastAnswer: undefined, inARow: 0 };
}

/** The state after one more answer. */
export function afterAnswer(state: ProbeState, answer: boolean, thresholds: ProbeThresholds): ProbeState {
  const inARow = answer === state.lastAnswer ? state.inARow + 1 : 1;
  const needed = answer ? thresholds.success : thresholds.failure;
  return { healthy: inARow >= needed ? answer : state.healthy, lastAnswer: answer, inARow };
}

/** Whether the container must be stopped; only startup and liveness probes cause that. */
export function hasFailed(state: ProbeState, thresholds: ProbeThresholds): boolean {
  return state.lastAnswer === false && state.inARow >= thresholds.failure;
}
