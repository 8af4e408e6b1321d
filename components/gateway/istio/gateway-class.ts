import type { InferenceGatewaySpec } from "../gateway-props";
import { serviceTypes } from "../service-types";

/**
 * The class of Istio's own proxies, which istiod creates. Exposure is not a matter of the class.
 * Source: istio/istio, pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go, `BuiltinGatewayClasses` @ 1.31.0.
 */
export const gatewayClass = "istio";

/**
 * Annotations of a Gateway. istiod reads the type of the Service from the Gateway itself, not from `spec.infrastructure`.
 * Source: istio/api, annotation/annotations.yaml, `networking.istio.io/service-type`; `configureIstioGateway` in istio/istio,
 * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go @ 1.31.0.
 */
export function gatewayAnnotations({
  exposure,
}: Pick<InferenceGatewaySpec, "exposure">): Readonly<Record<string, string>> {
  return { "networking.istio.io/service-type": serviceTypes[exposure] };
}
