import { podAddress } from "@switchyard/contracts/pod-network";

/** Namespace and service account of istiod, as Istio's own chart has them. */
export const istioNamespace = "istio-system";
export const istiodAccount = "istiod";

/** The number before KEDA's; the node agent never assigns it to a pod. */
const gatewayNumber = 65_022;

/** Address in the Kubernetes API of the Gateway's proxy: it is no pod, but Istio knows it like one. */
export function gatewayAddress(slot: number): string {
  return podAddress(slot, gatewayNumber);
}
