import type { PodRequest } from "../../objects/pod-requests";

/**
 * Resource requests of each of KEDA's pods. Processors as in its chart; memory as measured for operator and metrics adapter on a
 * laptop, 158 and 135 MB, because a pod that uses more than it requested is the first to be evicted.
 */
export const kedaRequest: PodRequest = { cpuMilli: 100, memoryMiB: 200 };

/** Operator, metrics adapter, webhooks. */
export const kedaPods = { copies: 3, ...kedaRequest } as const;
