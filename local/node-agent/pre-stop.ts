import type { V1Container } from "@kubernetes/client-node";

/**
 * Seconds that a container's preStop hook waits. Hooks give a load balancer time to remove the pod first; they
 * are the `sleep` action, or an `exec` of `sleep N` with or without a shell. Any other hook counts as 0.
 */
export function preStopSleepSec(container: V1Container): number {
  const hook = container.lifecycle?.preStop;
  if (hook?.sleep) return hook.sleep.seconds;
  const [, seconds] =
    /^(?:(?:\S*\/)?(?:ba)?sh -c )?(?:\S*\/)?sleep (\d+)$/.exec((hook?.exec?.command ?? []).join(" ")) ?? [];
  return Number(seconds ?? 0);
}
