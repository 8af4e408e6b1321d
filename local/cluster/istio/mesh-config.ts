import { accessLogFormat } from "@switchyard/gateway-controller/envoy/access-log-format";

/** The log of GKE's stand-in, and the address that the endpoint picker chose. */
const istioLogFormat = {
  ...accessLogFormat,
  chosen: "%DYNAMIC_METADATA(envoy.lb:x-gateway-destination-endpoint)%",
};

/**
 * Istio's mesh configuration. It is JSON, because in the YAML that Istio reads the word `OFF` means false. Upstream Envoy lacks
 * filters of Istio's proxy: with mutual TLS between pods, or with Istio's telemetry, it would reject what istiod sends.
 */
export function meshConfig(accessLogFile: string): string {
  return JSON.stringify({
    accessLogFile,
    accessLogEncoding: "JSON",
    accessLogFormat: JSON.stringify(istioLogFormat),
    enableAutoMtls: false,
    enableTracing: false,
    ingressControllerMode: "OFF",
    defaultProviders: { metrics: [] },
  });
}
