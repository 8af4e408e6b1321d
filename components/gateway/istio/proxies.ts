import type { PodRequest } from "../../objects/pod-requests";
import type { InferenceGatewaySpec } from "../gateway-props";
import type { GatewayWorkload } from "../provider";

/** Name of the network policy and of the disruption budget of the proxies. */
export const proxiesName = "gateway-proxies";

/** What istiod requests for a proxy by default. Source: istio/istio, manifests/charts/istio-control/istio-discovery/values.yaml, `global.proxy.resources` @ 1.31.0. */
const proxyRequest: PodRequest = { cpuMilli: 100, memoryMiB: 128 };

/** Where the pods of a Gateway serve their metrics. Source: Istio documentation, "Application Requirements", ports used by Istio. */
const metricsPort = 15_020;

/**
 * Ports that a listener cannot have, because the proxies use them: administration, metrics, readiness, Envoy's metrics.
 * Source: Istio documentation, "Application Requirements", ports used by Istio.
 */
export const reservedPorts: readonly number[] = [15_000, metricsPort, 15_021, 15_090];

/**
 * Labels of the proxies that istiod creates for a Gateway. Source: istio/istio,
 * manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml @ 1.31.0.
 */
export function proxyLabels({ name }: Pick<InferenceGatewaySpec, "name">): Readonly<Record<string, string>> {
  return { "gateway.networking.k8s.io/gateway-name": name };
}

/** The proxies of a Gateway, which clients call at the port of its listener. */
export function proxies(gateway: Pick<InferenceGatewaySpec, "name" | "port">): GatewayWorkload {
  return {
    id: "proxies",
    name: proxiesName,
    podLabels: proxyLabels(gateway),
    request: proxyRequest,
    ports: { gateway: [], metrics: [metricsPort], clients: [gateway.port] },
  };
}
