/** One probe of a model server, as a user describes it. */
export interface ProbeProps {
  /**
   * Time between two probes, in seconds.
   * @default - see `probeDefaults`
   */
  readonly periodSec?: number | undefined;
  /**
   * Longest time for an answer, in seconds.
   * @default - see `probeDefaults`
   */
  readonly timeoutSec?: number | undefined;
  /**
   * Probes in a row that must fail before it counts.
   * @default - see `probeDefaults`
   */
  readonly failureThreshold?: number | undefined;
}

/** How a model server is watched once it has started. */
export interface ProbesProps {
  /**
   * When a pod gets no more requests.
   * @default - see `probeDefaults`
   */
  readonly readiness?: ProbeProps | undefined;
  /**
   * When a container is restarted.
   * @default - see `probeDefaults`
   */
  readonly liveness?: ProbeProps | undefined;
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

export const probeDefaults: ProbesSpec = {
  readiness: { periodSec: 2, timeoutSec: 2, failureThreshold: 2 },
  liveness: { periodSec: 10, timeoutSec: 5, failureThreshold: 6 },
};

/** Fills in every default. */
export function resolveProbes({ readiness, liveness }: ProbesProps = {}): ProbesSpec {
  return {
    readiness: resolveProbe(readiness, probeDefaults.readiness),
    liveness: resolveProbe(liveness, probeDefaults.liveness),
  };
}

function resolveProbe(props: ProbeProps = {}, defaults: ProbeSpec): ProbeSpec {
  return {
    periodSec: props.periodSec ?? defaults.periodSec,
    timeoutSec: props.timeoutSec ?? defaults.timeoutSec,
    failureThreshold: props.failureThreshold ?? defaults.failureThreshold,
  };
}
