import type { HealthCheck, HttpHealthCheck } from "../kubernetes/gke-objects";
import { seconds } from "./envoy-config";
import type { JsonObject } from "./envoy-config";

/** An active health check of Envoy, and its port if it is not the serving port. */
export interface EnvoyHealthCheck {
  readonly check: JsonObject;
  readonly port: number | undefined;
}

/** Name of a cluster's transport socket for health checks, which differs from that for traffic. */
export type HealthCheckTransport = "plaintext" | "tls";

/**
 * How often an unhealthy endpoint is checked: it must be healthy before its endpoint picker sees it Ready, or requests that
 * were held for it would find no endpoint.
 */
const untilHealthy = seconds(0.2);

/** GKE's health check in Envoy's terms. */
export function envoyHealthCheck(policy: HealthCheck): EnvoyHealthCheck {
  const interval = seconds(policy.checkIntervalSec);
  const { probe, port } = healthProbe(policy.config);
  const transport: HealthCheckTransport = policy.config.type === "HTTPS" ? "tls" : "plaintext";
  return {
    port,
    check: {
      timeout: seconds(policy.timeoutSec),
      interval,
      unhealthy_interval: untilHealthy,
      unhealthy_edge_interval: interval,
      // By default, Envoy checks a cluster without requests only once a minute.
      no_traffic_interval: untilHealthy,
      no_traffic_healthy_interval: interval,
      healthy_threshold: policy.healthyThreshold,
      unhealthy_threshold: policy.unhealthyThreshold,
      transport_socket_match_criteria: { transport },
      ...probe,
    },
  };
}

interface Probe {
  readonly probe: JsonObject;
  readonly port: number | undefined;
}

function healthProbe(config: HealthCheck["config"]): Probe {
  switch (config.type) {
    case "TCP":
      return { probe: { tcp_health_check: {} }, port: fixedPort(config.tcpHealthCheck) };
    case "GRPC": {
      const service = config.grpcHealthCheck?.grpcServiceName ?? "";
      return {
        probe: { grpc_health_check: service === "" ? {} : { service_name: service } },
        port: fixedPort(config.grpcHealthCheck),
      };
    }
    case "HTTP":
      return httpProbe(config.httpHealthCheck, "HTTP1");
    case "HTTPS":
      return httpProbe(config.httpsHealthCheck, "HTTP1");
    case "HTTP2":
      return httpProbe(config.http2HealthCheck, "HTTP2");
  }
}

function httpProbe(check: HttpHealthCheck | undefined, codec: "HTTP1" | "HTTP2"): Probe {
  const host = check?.host === undefined ? {} : { host: check.host };
  return {
    probe: { http_health_check: { path: check?.requestPath ?? "/", codec_client_type: codec, ...host } },
    port: fixedPort(check),
  };
}

interface PortChoice {
  readonly portSpecification?: string | undefined;
  readonly port?: number | undefined;
}

function fixedPort(check: PortChoice | undefined): number | undefined {
  return check?.portSpecification === "USE_FIXED_PORT" ? check.port : undefined;
}
