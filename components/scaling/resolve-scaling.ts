import { coldStartSec } from "../accelerators/cold-start";
import type { ColdStart } from "../accelerators/cold-start";
import { filled } from "../keys/props";
import { scalingSchema } from "./scaling-props";
import type { ScalingProps, ScalingSpec } from "./scaling-props";

/** Default time without requests before the last pod is removed, in seconds, if the model starts faster than that. */
const usualCoolDownSec = 300;

/** A request is held for longer than the model needs to start: the scaler, the picker and the load balancer must notice its pod. */
export const noticeSec = 30;

/** The fields that determine a model's replica count. */
export interface ScalableModel {
  /** Replicas, if they do not follow the requests. */
  readonly replicas: number;
  /** `undefined` keeps `replicas`. */
  readonly scaling: ScalingSpec | undefined;
}

/**
 * Checks the props and applies the defaults.
 * @param replicas what the model would have without scaling.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveScaling(props: ScalingProps, replicas: number, model: ColdStart): ScalingSpec {
  const stated = filled(scalingSchema, props, "scaling");
  const coldStart = stated.coldStartSec ?? coldStartSec(model);
  const holdSec = stated.holdSec ?? coldStart + noticeSec;
  return {
    ...stated,
    maxReplicas: stated.maxReplicas ?? replicas,
    coolDownSec: stated.coolDownSec ?? Math.max(usualCoolDownSec, shortestCoolDownSec(coldStart, holdSec)),
    coldStartSec: coldStart,
    holdSec,
  };
}

/**
 * Shortest cool-down with which a model still comes up for a request that was given up meanwhile, in seconds: the cool-down begins
 * when nothing is held any more, and would otherwise end before the model is up.
 */
export function shortestCoolDownSec(coldStartSec: number, holdSec: number): number {
  return coldStartSec + noticeSec - holdSec;
}

/** Replicas that a model keeps regardless of its requests: 0 if they follow the requests. */
export function fixedReplicas({ replicas, scaling }: ScalableModel): number {
  return scaling === undefined ? replicas : 0;
}

/** Minimum replicas of a model, which it has while idle. */
export function minReplicasOf({ replicas, scaling }: ScalableModel): number {
  return scaling?.minReplicas ?? replicas;
}

/** Maximum replicas of a model, which must fit on the nodes. */
export function maxReplicasOf({ replicas, scaling }: ScalableModel): number {
  return scaling?.maxReplicas ?? replicas;
}

/**
 * Longest time that a load balancer must wait for a model, in seconds. It is more than an endpoint picker holds a request,
 * so that the picker answers for a model that does not come up, and says why.
 */
export function backendTimeoutSec({
  requestTimeoutSec,
  scaling,
}: {
  readonly requestTimeoutSec: number;
  readonly scaling: ScalingSpec | undefined;
}): number {
  return requestTimeoutSec + (scaling?.holdSec ?? 0);
}
