import type { Exposure, InferenceGatewaySpec } from "../gateway-props";

/**
 * The class of Istio's own proxies, which istiod creates. Exposure is not a matter of the class.
 * Source: istio/istio, pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go, `BuiltinGatewayClasses` @ 1.31.0.
 */
export const gatewayClass = "istio";

/** What each exposure means for the Service that istiod creates for a Gateway. */
const serviceTypes: Readonly<Record<Exposure, string>> = {
  // Reachable inside the cluster only.
  internal: "ClusterIP",
  public: "LoadBalancer",
};

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
