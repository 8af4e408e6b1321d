import { typed, type JsonObject } from "./envoy-config";

/**
 * Takes another replica when one could not be reached: it has just ended, and its endpoint is not removed yet. Only what
 * was never sent is sent again, so that no request is served twice. In Envoy's terms: a retry policy.
 */
export const tryAnother: JsonObject = {
  retry_on: "connect-failure,refused-stream,reset-before-request",
  num_retries: 3,
  retry_back_off: { base_interval: "0.01s" },
  retry_host_predicate: [
    {
      name: "previous-hosts",
      typed_config: typed("envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"),
    },
  ],
  host_selection_retry_max_attempts: 3,
};
