/** When a pod of a model gets no more requests. */
export interface ReadinessProps {
  /**
   * Time between two probes, in seconds.
   * @default 5
   */
  readonly periodSec?: number | undefined;
  /**
   * Longest time for an answer, in seconds. The load balancer asks at most this often.
   * @default 15
   */
  readonly timeoutSec?: number | undefined;
  /**
   * Probes in a row that must fail before the pod leaves its pool.
   * @default 3
   */
  readonly failureThreshold?: number | undefined;
}

/** When a container of a model is restarted. */
export interface LivenessProps {
  /**
   * Time between two probes, in seconds.
   * @default 10
   */
  readonly periodSec?: number | undefined;
  /**
   * Longest time for an answer, in seconds.
   * @default 15
   */
  readonly timeoutSec?: number | undefined;
  /**
   * Probes in a row that must fail before the container is restarted, which loads the model again.
   * @default 10
   */
  readonly failureThreshold?: number | undefined;
}

/** How a model server is watched once it has started. */
export interface ProbesProps {
  /**
   * When a pod gets no more requests: the load balancer's health check follows it.
   * @default - after 3 probes in a row without an answer within 15 seconds
   */
  readonly readiness?: ReadinessProps | undefined;
  /**
   * When a container is restarted.
   * @default - after 10 probes in a row without an answer within 15 seconds
   */
  readonly liveness?: LivenessProps | undefined;
}

/** One probe with every default filled in. */
export interface ProbeSpec {
  readonly periodSec: number;
  readonly timeoutSec: number;
  readonly failureThreshold: number;
}

/** How a model server is watched, with every default filled in. */
export interface ProbesSpec {
  readonly readiness: ProbeSpec;
  readonly liveness: ProbeSpec;
}

/**
 * A saturated vLLM answers late: within 15 seconds and not within one (llm-d/llm-d-benchmark#1734, whose probes took every
 * endpoint out of the pool under load; it went to 15 seconds and 10 failures, as kubeai#172 and scaleapi/llm-engine#255 did
 * before in smaller steps). A server that has died is noticed without a probe: its process ends, and the kubelet sees that.
 * A restart costs minutes of loading, so that liveness waits longer than readiness: 150 seconds.
 */
export const probeDefaults: ProbesSpec = {
  readiness: { periodSec: 5, timeoutSec: 15, failureThreshold: 3 },
  liveness: { periodSec: 10, timeoutSec: 15, failureThreshold: 10 },
};

/** Fills in every default. */
export function resolveProbes({ readiness, liveness }: ProbesProps = {}): ProbesSpec {
  return {
    readiness: resolveProbe(readiness, probeDefaults.readiness),
    liveness: resolveProbe(liveness, probeDefaults.liveness),
  };
}

function resolveProbe(props: ReadinessProps | LivenessProps = {}, defaults: ProbeSpec): ProbeSpec {
  return {
    periodSec: props.periodSec ?? defaults.periodSec,
    timeoutSec: props.timeoutSec ?? defaults.timeoutSec,
    failureThreshold: props.failureThreshold ?? defaults.failureThreshold,
  };
}
