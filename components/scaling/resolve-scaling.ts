import { coldStartSec } from "../accelerators/cold-start";
import type { ColdStart } from "../accelerators/cold-start";
import type { ScalingProps, ScalingSpec } from "./scaling-props";

/** What a model that scales gets where its entry does not say. */
export const scalingDefaults = {
  minReplicas: 0,
  coolDownSec: 300,
  queue: { maxRequests: 100, maxMiB: 64 },
} as const;

/** A request is held for longer than the model needs: its pod must be noticed by the scaler, the picker and the load balancer. */
export const noticeSec = 30;

/**
 * Shortest time that a request can be held, in seconds. It wakes its model only if the scaler sees it in the queue: KEDA looks
 * every 2 seconds, and a look may take as long and fail once.
 */
export const shortestHoldSec = 10;

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
 */
export function resolveScaling(props: ScalingProps, replicas: number, model: ColdStart): ScalingSpec {
  const { minReplicas, coolDownSec, queue } = scalingDefaults;
  const coldStart = props.coldStartSec ?? coldStartSec(model);
  const holdSec = props.holdSec ?? coldStart + noticeSec;
  return {
    minReplicas: props.minReplicas ?? minReplicas,
    maxReplicas: props.maxReplicas ?? replicas,
    coolDownSec: props.coolDownSec ?? Math.max(coolDownSec, shortestCoolDownSec(coldStart, holdSec)),
    coldStartSec: coldStart,
    holdSec,
    queue: {
      maxRequests: props.queue?.maxRequests ?? queue.maxRequests,
      maxMiB: props.queue?.maxMiB ?? queue.maxMiB,
    },
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
export function leastReplicas({ replicas, scaling }: ScalableModel): number {
  return scaling?.minReplicas ?? replicas;
}

/** Replicas that a model has at most, and that must fit on the nodes. */
export function mostReplicas({ replicas, scaling }: ScalableModel): number {
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
