import { z } from "zod";
import { key, section } from "../keys/key";
import { filled } from "../keys/props";
import type { Filled, Props } from "../keys/props";
import { wholeNumber } from "../keys/values";

/**
 * A saturated vLLM answers late: within 15 seconds and not within one (llm-d/llm-d-benchmark#1734, whose probes took every
 * endpoint out of the pool under load; it went to 15 seconds and 10 failures, as kubeai#172 and scaleapi/llm-engine#255 did
 * before in smaller steps). A server that has died is noticed without a probe: its process ends, and the kubelet sees that.
 * A restart costs minutes of loading, so that liveness waits longer than readiness: 150 seconds.
 */
const defaults = {
  readiness: { periodSec: 5, timeoutSec: 15, failureThreshold: 3 },
  liveness: { periodSec: 10, timeoutSec: 15, failureThreshold: 10 },
} as const;

const change = "restarts the model's pods";

/** The keys of a probe. */
function probeSchema(defaults: ProbeSpec, means: { readonly timeout: string; readonly failures: string }) {
  const periodSec = key(wholeNumber(1, 3600).default(defaults.periodSec), {
    description: "Time between two probes, in seconds.",
    unit: "seconds",
    change,
    fix: `give whole seconds, such as ${defaults.periodSec}`,
  });
  const timeoutSec = key(wholeNumber(1, 3600).default(defaults.timeoutSec), {
    description: means.timeout,
    unit: "seconds",
    change,
    fix: `give whole seconds, such as ${defaults.timeoutSec}`,
  });
  const failureThreshold = key(wholeNumber(1, 100).default(defaults.failureThreshold), {
    description: means.failures,
    unit: "failures",
    change,
    fix: `give a number of consecutive failures, such as ${defaults.failureThreshold}`,
  });
  return z.strictObject({ periodSec, timeoutSec, failureThreshold });
}

const fix = "set `periodSec`, `timeoutSec` or `failureThreshold` below it";

const readinessSchema = probeSchema(defaults.readiness, {
  timeout:
    "Longest time for an answer, in seconds. The load balancer probes at most this often, and waits at most 300 seconds.",
  failures:
    "Consecutive probes that must fail before the pod leaves its pool; the load balancer's own check uses at most 10.",
}).meta({ id: "ReadinessProps" });

const livenessSchema = probeSchema(defaults.liveness, {
  timeout: "Longest time for an answer, in seconds.",
  failures: "Consecutive probes that must fail before the container is restarted, which reloads the model.",
}).meta({ id: "LivenessProps" });

/** How a model server is watched once it has started. */
export const probesSchema = z
  .strictObject({
    readiness: section(readinessSchema.prefault({}), {
      description:
        "When a pod stops getting requests. The load balancer's health check follows these values.",
      otherwise: "after 3 consecutive probes without an answer within 15 seconds",
      fix,
    }),
    liveness: section(livenessSchema.prefault({}), {
      description: "When a container is restarted.",
      otherwise: "after 10 consecutive probes without an answer within 15 seconds",
      fix,
    }),
  })
  .meta({ id: "ProbesProps" });

/** When a pod of a model stops getting requests. */
export interface ReadinessProps extends Props<typeof readinessSchema> {}

/** When a container of a model is restarted. */
export interface LivenessProps extends Props<typeof livenessSchema> {}

/** How a model server is watched once it has started. */
export interface ProbesProps extends Props<typeof probesSchema> {}

/** One probe with all defaults applied. */
export interface ProbeSpec {
  readonly periodSec: number;
  readonly timeoutSec: number;
  readonly failureThreshold: number;
}

/** How a model server is watched, with all defaults applied. */
export interface ProbesSpec extends Filled<typeof probesSchema> {}

/** Default probes. */
export const probeDefaults: ProbesSpec = filled(probesSchema, {}, "probes");
