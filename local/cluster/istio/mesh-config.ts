/** One line of JSON for each request, with the keys that the log of GKE's stand-in has as well. */
const accessLogFormat = {
  time: "%START_TIME%",
  method: "%REQ(:METHOD)%",
  path: "%REQ(:PATH)%",
  status: "%RESPONSE_CODE%",
  durationMs: "%DURATION%",
  model: "%REQ(X-GATEWAY-MODEL-NAME)%",
  baseModel: "%REQ(X-GATEWAY-BASE-MODEL-NAME)%",
  cluster: "%UPSTREAM_CLUSTER%",
  upstream: "%UPSTREAM_HOST%",
  chosen: "%DYNAMIC_METADATA(envoy.lb:x-gateway-destination-endpoint)%",
  detail: "%RESPONSE_CODE_DETAILS%",
};

/**
 * Istio's mesh configuration. It is JSON, because in the YAML that Istio reads the word `OFF` means false. Upstream Envoy lacks
 * filters of Istio's proxy: with mutual TLS between pods, or with Istio's telemetry, it would reject what istiod sends.
 */
export function meshConfig(accessLogFile: string): string {
  return JSON.stringify({
    accessLogFile,
    accessLogEncoding: "JSON",
    accessLogFormat: JSON.stringify(accessLogFormat),
    enableAutoMtls: false,
    enableTracing: false,
    ingressControllerMode: "OFF",
    defaultProviders: { metrics: [] },
  });
}
