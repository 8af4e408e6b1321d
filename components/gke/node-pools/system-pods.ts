import { endpointPickerRequest, routerRequest } from "../../objects/pod-requests";
import type { PodRequest } from "../../objects/pod-requests";

/** The number of pods of one kind, and the resource requests of each. */
export interface PodRequests extends PodRequest {
  readonly copies: number;
}

/**
 * The pods of a stack that run on nodes without accelerators.
 * @param routerReplicas copies of BBR; none for a gateway without it.
 * @param pickers number of endpoint pickers: each model has one or more, even if it is parked.
 * @param others pods of what else the stack installs: a gateway's own and those of the scaler. Default: none.
 */
export function systemPods(
  routerReplicas: number,
  pickers: number,
  others: readonly PodRequests[] = [],
): readonly PodRequests[] {
  const all = [
    { copies: routerReplicas, ...routerRequest },
    { copies: pickers, ...endpointPickerRequest },
    ...others,
  ];
  return all.filter(({ copies }) => copies > 0);
}
