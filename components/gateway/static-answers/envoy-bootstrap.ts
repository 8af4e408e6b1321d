/**
 * How the Envoy of the static answers starts: one listener, whose routes it reads from a file, no cluster and no admin
 * interface. Fields: envoyproxy/envoy api/envoy/config/bootstrap/v3/bootstrap.proto,
 * api/envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto @ v1.40.0.
 */
import { routesName } from "./envoy-answers";
import type { JsonObject } from "./envoy-answers";

/** Folder of the routes, and the file in it. */
export const routesVolume = { folder: "/etc/envoy/answers", file: "routes.json" } as const;

/** The port of the answers, and of the probes, which ask for the catalogue: a pod without routes is not ready. */
export const answersPort = 8080;

/** Nobody keeps more connections open than the gateway's proxies, and file descriptors are finite. */
const mostConnections = 10_000;

/** The bootstrap of Envoy. */
export function envoyBootstrap(): JsonObject {
  return {
    // Envoy reads routes from a file only if it knows its own name.
    node: { id: "static-answers", cluster: "static-answers" },
    static_resources: { listeners: [listener()] },
    overload_manager: {
      resource_monitors: [
        {
          name: "envoy.resource_monitors.global_downstream_max_connections",
          typed_config: typed(
            "envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig",
            {
              max_active_downstream_connections: mostConnections,
            },
          ),
        },
      ],
    },
  };
}

function listener(): JsonObject {
  const manager = typed("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", {
    stat_prefix: "answers",
    // Clients send the slash of a model's name in the path as it is or as `%2F`.
    path_with_escaped_slashes_action: "UNESCAPE_AND_FORWARD",
    rds: {
      route_config_name: routesName,
      config_source: { resource_api_version: "V3", path_config_source: routesSource },
    },
    http_filters: [
      { name: "router", typed_config: typed("envoy.extensions.filters.http.router.v3.Router", {}) },
    ],
  });
  return {
    name: "answers",
    address: { socket_address: { address: "0.0.0.0", port_value: answersPort } },
    filter_chains: [{ filters: [{ name: "http", typed_config: manager }] }],
  };
}

/**
 * A kubelet updates a volume by moving a link in its folder, which only `watched_directory` notices (envoyproxy/envoy
 * api/envoy/config/core/v3/config_source.proto `PathConfigSource` @ v1.40.0).
 */
const routesSource: JsonObject = {
  path: `${routesVolume.folder}/${routesVolume.file}`,
  watched_directory: { path: routesVolume.folder },
};

function typed(type: string, fields: JsonObject): JsonObject {
  return { "@type": `type.googleapis.com/${type}`, ...fields };
}
