import { typed } from "./envoy-config";
import type { JsonObject } from "./envoy-config";

/**
 * Tries another replica when one cannot be reached, because it has just exited and its endpoint is not removed yet. Only
 * requests that were never sent are retried, so that none is served twice. In Envoy's terms: a retry policy.
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
