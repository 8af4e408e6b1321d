import { resourceName, typed } from "./envoy-config";
import type { EnvoyResource, Json, JsonObject } from "./envoy-config";
import type { EnvoyHealthCheck } from "./health-checks";

/** An address that a process really listens on. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  /** It still serves, but only requests that an endpoint picker sends to it. */
  readonly isLeaving?: boolean;
}

/** A set of endpoints that Envoy sends requests to, and how. */
export interface ClusterSpec {
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
  readonly http2: boolean;
  readonly tls: boolean;
  readonly healthCheck: EnvoyHealthCheck | undefined;
}

/** Where Envoy finds the endpoints of a cluster: a separate file, so that pods can come and go without a change to clusters. */
export type EndpointFile = (clusterName: string) => string;

/** The name of an InferencePool's cluster. */
export function poolClusterName(namespace: string, name: string): string {
  return resourceName("pool", namespace, name);
}

/** The name of the cluster of a Service's port, as a backend or as Envoy's callout. */
export function serviceClusterName(
  use: "service" | "callout",
  namespace: string,
  name: string,
  port: number,
): string {
  return resourceName(use, namespace, name, port);
}

const insecureTls: JsonObject = {
  name: "tls",
  typed_config: typed("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", {
    common_tls_context: { alpn_protocols: ["h2"] },
  }),
};

const plaintext: JsonObject = {
  name: "plaintext",
  typed_config: typed("envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer"),
};

/** Matched only by health checks: no endpoint carries such metadata, so traffic uses the cluster's own socket. */
const healthCheckSockets: readonly JsonObject[] = [
  { name: "plaintext", match: { transport: "plaintext" }, transport_socket: plaintext },
  { name: "tls", match: { transport: "tls" }, transport_socket: insecureTls },
];

/**
 * Health of endpoints that a picker may choose. The picker learns of a terminating pod a moment after the gateway: until
 * then, requests must reach the pod, which still serves, or would find no endpoint if it is the last one.
 */
const choosable: JsonObject = { statuses: ["UNKNOWN", "HEALTHY", "DRAINING"] };

const unlimited = 1_000_000;

/** The cluster in Envoy's configuration. */
export function clusterResource(spec: ClusterSpec, endpointFile: EndpointFile): EnvoyResource {
  return {
    name: spec.name,
    body: {
      type: "EDS",
      eds_cluster_config: {
        eds_config: {
          resource_api_version: "V3",
          path_config_source: { path: endpointFile(spec.name) },
        },
      },
      connect_timeout: "5s",
      common_lb_config: { healthy_panic_threshold: { value: 0 }, override_host_status: choosable },
      // A removed pod must get no more requests, although it has not failed a check yet.
      ignore_health_on_host_removal: true,
      circuit_breakers: {
        thresholds: [
          {
            max_connections: unlimited,
            max_pending_requests: unlimited,
            max_requests: unlimited,
            max_retries: unlimited,
          },
        ],
      },
      typed_extension_protocol_options: {
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": typed(
          "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
          {
            explicit_http_config: spec.http2 ? { http2_protocol_options: {} } : { http_protocol_options: {} },
          },
        ),
      },
      load_balancing_policy: { policies: [roundRobin] },
      ...(spec.tls ? { transport_socket: insecureTls } : {}),
      ...(spec.healthCheck === undefined
        ? {}
        : { health_checks: [spec.healthCheck.check], transport_socket_matches: healthCheckSockets }),
    },
  };
}

/** The endpoints of a cluster, for its file. */
export function endpointResource(spec: ClusterSpec): EnvoyResource {
  const checkPort = spec.healthCheck?.port;
  const lbEndpoints: readonly Json[] = spec.endpoints.map(({ address, port, isLeaving = false }) => ({
    ...(isLeaving ? { health_status: "DRAINING" } : {}),
    endpoint: {
      address: { socket_address: { address, port_value: port } },
      ...(checkPort === undefined ? {} : { health_check_config: { port_value: checkPort } }),
    },
  }));
  return { name: spec.name, body: { endpoints: [{ lb_endpoints: lbEndpoints }] } };
}

const roundRobin: JsonObject = {
  typed_extension_config: {
    name: "round-robin",
    typed_config: typed("envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin"),
  },
};
