import { endpointPickerRequest, routerRequest } from "../../objects/pod-requests";
import type { PodRequest } from "../../objects/pod-requests";

/** Pods of one kind, by what each of them asks the scheduler for. */
export interface PodRequests extends PodRequest {
  readonly copies: number;
}

/**
 * The pods of a stack that run on nodes without accelerators.
 * @param models number of models: each has an endpoint picker, also while it is parked.
 * @param scalerPods pods of the scaler that the stack installs. Default: none.
 */
export function systemPods(
  routerReplicas: number,
  models: number,
  scalerPods: readonly PodRequests[] = [],
): readonly PodRequests[] {
  return [
    { copies: routerReplicas, ...routerRequest },
    { copies: models, ...endpointPickerRequest },
    ...scalerPods,
  ];
}
