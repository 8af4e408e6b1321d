import { coldStartSec } from "../accelerators/cold-start";
import type { ColdStart } from "../accelerators/cold-start";
import { filled } from "../keys/props";
import { scalingSchema } from "./scaling-props";
import type { ScalingProps, ScalingSpec } from "./scaling-props";

/** How long a model has no request before its last pod goes, in seconds, where it would be up again by then. */
const usualCoolDownSec = 300;

/** A request is held for longer than the model needs: its pod must be noticed by the scaler, the picker and the load balancer. */
export const noticeSec = 30;

/** As much of a model as its replicas follow from. */
export interface ScalableModel {
  /** Replicas, where they do not follow the requests. */
  readonly replicas: number;
  /** `undefined` keeps `replicas`. */
  readonly scaling: ScalingSpec | undefined;
}

/**
 * Fills in every default.
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
 * Shortest cool-down with which a model comes up for a request that was given up meanwhile, in seconds: the cool-down begins when
 * nothing is held any more, and would otherwise end before the model is there.
 */
export function shortestCoolDownSec(coldStartSec: number, holdSec: number): number {
  return coldStartSec + noticeSec - holdSec;
}

/** Replicas that a model keeps whatever its requests are: none where they follow the requests. */
export function fixedReplicas({ replicas, scaling }: ScalableModel): number {
  return scaling === undefined ? replicas : 0;
}

/** Replicas that a model has at least, which is while nobody asks it for anything. */
export function minReplicasOf({ replicas, scaling }: ScalableModel): number {
  return scaling?.minReplicas ?? replicas;
}

/** Replicas that a model has at most, and that must fit on the nodes. */
export function maxReplicasOf({ replicas, scaling }: ScalableModel): number {
  return scaling?.maxReplicas ?? replicas;
}

/**
 * Longest time that a load balancer must wait for a model, in seconds. It is more than an endpoint picker holds a request,
 * so that a model that does not come up is answered by the picker, which says why.
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
