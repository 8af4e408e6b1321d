import { accessLogFormat } from "../envoy/access-log-format";
import { defaultTimeoutSec } from "../kubernetes/gke-objects";
import { seconds, typed } from "./envoy-config";
import type { EnvoyResource, JsonObject } from "./envoy-config";
import type { RoutingCallout } from "./extensions";
import { destinationHeader, httpFilters } from "./filters";
import type { PlannedListener } from "./gateways";

/** Files that a listener refers to. */
export interface ListenerFiles {
  readonly accessLog: string;
  /** Where Envoy finds the routes of a listener: a separate file, so that a new route changes no listener. */
  readonly routeFile: (listenerName: string) => string;
}

/** A listener on 127.0.0.1 with its filters. */
export function listenerResource(
  { name, hostPort }: PlannedListener,
  callout: RoutingCallout | undefined,
  files: ListenerFiles,
): EnvoyResource {
  const manager = typed("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", {
    stat_prefix: name,
    use_remote_address: true,
    // As Google's load balancers do. Such a client need not name a host, and the routes of `*` serve any.
    http_protocol_options: { accept_http_10: true, default_host_for_http_10: "http-1.0.invalid" },
    stream_idle_timeout: seconds(defaultTimeoutSec),
    rds: {
      route_config_name: name,
      config_source: { resource_api_version: "V3", path_config_source: { path: files.routeFile(name) } },
    },
    early_header_mutation_extensions: [dropDestination],
    access_log: [accessLog(files.accessLog)],
    http_filters: httpFilters(callout),
  });
  return {
    name,
    body: {
      address: { socket_address: { address: "127.0.0.1", port_value: hostPort } },
      filter_chains: [{ filters: [{ name: "http", typed_config: manager }] }],
    },
  };
}

/** Clients must not choose a pod: only the endpoint picker may. */
const dropDestination: JsonObject = {
  name: "drop-destination",
  typed_config: typed("envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation", {
    mutations: [{ remove: destinationHeader }],
  }),
};

function accessLog(path: string): JsonObject {
  return {
    name: "file",
    typed_config: typed("envoy.extensions.access_loggers.file.v3.FileAccessLog", {
      path,
      log_format: {
        json_format: accessLogFormat,
      },
    }),
  };
}
