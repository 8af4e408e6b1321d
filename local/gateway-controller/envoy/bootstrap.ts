import type { JsonObject } from "../translate/envoy-config";
import type { EnvoyPaths } from "./envoy-paths";

/** Envoy's bootstrap: its admin endpoint, and the files with everything else. */
export function envoyBootstrap(paths: EnvoyPaths, adminPort: number): JsonObject {
  return {
    node: { id: "gateway", cluster: "switchyard" },
    admin: { address: { socket_address: { address: "127.0.0.1", port_value: adminPort } } },
    dynamic_resources: {
      lds_config: { resource_api_version: "V3", path_config_source: { path: paths.listeners } },
      cds_config: { resource_api_version: "V3", path_config_source: { path: paths.clusters } },
    },
  };
}
