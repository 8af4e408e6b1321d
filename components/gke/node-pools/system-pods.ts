import type { KedaSpec } from "../../scaling/keda-props";
import { endpointPickerRequest, kedaRequest, routerRequest } from "../../objects/pod-requests";
import type { PodRequest } from "../../objects/pod-requests";

/** Pods of one kind, by what each of them asks the scheduler for. */
export interface PodRequests extends PodRequest {
  readonly copies: number;
}

/** Its operator, its metrics adapter and its webhooks. */
const kedaPods = 3;

/**
 * The pods of a stack that run on nodes without accelerators.
 * @param models number of models: each has an endpoint picker, also while it is parked.
 * @param keda `undefined` where no model scales.
 */
export function systemPods(
  routerReplicas: number,
  models: number,
  keda?: Pick<KedaSpec, "install">,
): readonly PodRequests[] {
  return [
    { copies: routerReplicas, ...routerRequest },
    { copies: models, ...endpointPickerRequest },
    ...(keda?.install === true ? [{ copies: kedaPods, ...kedaRequest }] : []),
  ];
}
