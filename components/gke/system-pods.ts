import { endpointPickerRequest, routerRequest } from "../serving/pod-requests";
import type { PodRequest } from "../serving/pod-requests";

/** Pods of one kind, by what each of them asks the scheduler for. */
export interface PodRequests extends PodRequest {
  readonly copies: number;
}

/**
 * The pods of a stack that run on nodes without accelerators.
 * @param models number of models: each has an endpoint picker, also while it is parked.
 */
export function systemPods(routerReplicas: number, models: number): readonly PodRequests[] {
  return [
    { copies: routerReplicas, ...routerRequest },
    { copies: models, ...endpointPickerRequest },
  ];
}
