/** A condition without its time, which is only known when the status is written. */
export interface Condition {
  readonly type: string;
  readonly status: "True" | "False";
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration: number;
}

/** The controller name in GKE's statuses. */
export const controllerName = "networking.gke.io/gateway";

/** Why something is not as it should be. */
export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/** A condition that is False when there is a rejection, and True for the given reason when there is none. */
export function condition(
  type: string,
  rejection: Rejection | undefined,
  whenTrue: string,
  observedGeneration: number,
): Condition {
  return rejection === undefined
    ? { type, status: "True", reason: whenTrue, message: "", observedGeneration }
    : { type, status: "False", ...rejection, observedGeneration };
}
