import type { PodRequest } from "../../objects/pod-requests";

/**
 * What each of KEDA's pods asks for. Processors as its chart asks; memory as operator and metrics adapter were seen to use on a
 * laptop, 158 and 135 MB, because a pod that takes more than it asked for is the first to be evicted.
 */
export const kedaRequest: PodRequest = { cpuMilli: 100, memoryMiB: 200 };

/** Operator, metrics adapter, webhooks. */
export const kedaPods = { copies: 3, ...kedaRequest } as const;
