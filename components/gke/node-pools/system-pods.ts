import { endpointPickerRequest, routerRequest } from "../../objects/pod-requests";
import type { PodRequest } from "../../objects/pod-requests";

/** The number of pods of one kind, and the resource requests of each. */
export interface PodRequests extends PodRequest {
  readonly copies: number;
}

/**
 * The pods of a stack that run on nodes without accelerators.
 * @param models number of models: each has an endpoint picker, even if it is parked.
 * @param others further pods, such as those of the scaler that the stack installs. Default: none.
 */
export function systemPods(
  routerReplicas: number,
  models: number,
  others: readonly PodRequests[] = [],
): readonly PodRequests[] {
  return [
    { copies: routerReplicas, ...routerRequest },
    { copies: models, ...endpointPickerRequest },
    ...others,
  ];
}
