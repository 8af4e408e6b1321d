import type { ProbeSpec } from "../../model/probes";

/** What GKE's CRD of HealthCheckPolicy allows, and Compute Engine's health checks as well. */
const longestCheckSec = 300;
const mostFailures = 10;

/** A load balancer's health check. */
export interface LoadBalancerCheck {
  readonly checkIntervalSec: number;
  readonly timeoutSec: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/**
 * The load balancer's health check. It is as patient as the readiness probe, because otherwise a saturated pod would leave the
 * load balancer while Kubernetes keeps it. Google refuses a timeout that is longer than the interval.
 */
export function loadBalancerCheck({ periodSec, timeoutSec, failureThreshold }: ProbeSpec): LoadBalancerCheck {
  const longest = Math.min(timeoutSec, longestCheckSec);
  return {
    checkIntervalSec: Math.max(longest, Math.min(periodSec, longestCheckSec)),
    timeoutSec: longest,
    healthyThreshold: 1,
    unhealthyThreshold: Math.min(failureThreshold, mostFailures),
  };
}
