/** One line of JSON for each request in Envoy's access log, by Envoy's command operators. */
export const accessLogFormat = {
  time: "%START_TIME%",
  method: "%REQ(:METHOD)%",
  path: "%REQ(:PATH)%",
  status: "%RESPONSE_CODE%",
  durationMs: "%DURATION%",
  model: "%REQ(X-GATEWAY-MODEL-NAME)%",
  baseModel: "%REQ(X-GATEWAY-BASE-MODEL-NAME)%",
  cluster: "%UPSTREAM_CLUSTER%",
  upstream: "%UPSTREAM_HOST%",
  detail: "%RESPONSE_CODE_DETAILS%",
} as const;
