import { defaultHealthCheck } from "../../kubernetes/gke-objects";
import type { HealthCheck } from "../../kubernetes/gke-objects";
import { envoyHealthCheck } from "../../translate/health-checks";

function check(config: HealthCheck["config"]) {
  return envoyHealthCheck({ ...defaultHealthCheck, config });
}

test("times and thresholds are GKE's, with or without traffic; what does not serve yet is looked at often", () => {
  const policy = {
    ...defaultHealthCheck,
    checkIntervalSec: 3,
    timeoutSec: 2,
    healthyThreshold: 1,
    unhealthyThreshold: 4,
  };
  expect(envoyHealthCheck(policy).check).toMatchObject({
    timeout: "2s",
    interval: "3s",
    unhealthy_interval: "0.2s",
    unhealthy_edge_interval: "3s",
    no_traffic_interval: "0.2s",
    no_traffic_healthy_interval: "3s",
    healthy_threshold: 1,
    unhealthy_threshold: 4,
  });
});

const http = (path: string, codec: string, more: object = {}) => ({
  http_health_check: { path, codec_client_type: codec, ...more },
});

test.each<[string, HealthCheck["config"], object, string]>([
  ["HTTP without settings asks for /", { type: "HTTP" }, http("/", "HTTP1"), "plaintext"],
  [
    "HTTP with a path and a host",
    { type: "HTTP", httpHealthCheck: { requestPath: "/health", host: "model" } },
    http("/health", "HTTP1", { host: "model" }),
    "plaintext",
  ],
  [
    "HTTPS is HTTP/1.1 over TLS",
    { type: "HTTPS", httpsHealthCheck: { requestPath: "/tls" } },
    http("/tls", "HTTP1"),
    "tls",
  ],
  ["HTTP2", { type: "HTTP2", http2HealthCheck: { requestPath: "/h2" } }, http("/h2", "HTTP2"), "plaintext"],
  ["TCP", { type: "TCP" }, { tcp_health_check: {} }, "plaintext"],
  ["gRPC of the whole server", { type: "GRPC" }, { grpc_health_check: {} }, "plaintext"],
  [
    "gRPC of one service",
    { type: "GRPC", grpcHealthCheck: { grpcServiceName: "epp" } },
    { grpc_health_check: { service_name: "epp" } },
    "plaintext",
  ],
])("%s", (_title, config, probe, transport) => {
  const { check: envoy, port } = check(config);
  expect(envoy).toMatchObject({ ...probe, transport_socket_match_criteria: { transport } });
  expect(Object.keys(envoy).filter((key) => key.endsWith("_health_check"))).toEqual(Object.keys(probe));
  expect(port).toBeUndefined();
});

test("the settings of another type than the chosen one do not count", () => {
  const { check: envoy, port } = check({
    type: "HTTP",
    http2HealthCheck: { requestPath: "/h2", portSpecification: "USE_FIXED_PORT", port: 9 },
  });
  expect(envoy).toMatchObject(http("/", "HTTP1"));
  expect(port).toBeUndefined();
});

describe("the port", () => {
  const settings = { portSpecification: "USE_FIXED_PORT", port: 9090 };
  const path = { requestPath: "/" };

  test.each<[HealthCheck["config"]]>([
    [{ type: "HTTP", httpHealthCheck: { ...path, ...settings } }],
    [{ type: "HTTPS", httpsHealthCheck: { ...path, ...settings } }],
    [{ type: "HTTP2", http2HealthCheck: { ...path, ...settings } }],
    [{ type: "TCP", tcpHealthCheck: settings }],
    [{ type: "GRPC", grpcHealthCheck: { grpcServiceName: "", ...settings } }],
  ])("is the fixed one where %j says so", (config) => {
    expect(check(config).port).toBe(9090);
  });

  test("is that of the traffic where a port is given but not asked for", () => {
    const tcp = { portSpecification: "USE_SERVING_PORT", port: 9090 };
    expect(check({ type: "TCP", tcpHealthCheck: tcp }).port).toBeUndefined();
    expect(check({ type: "TCP", tcpHealthCheck: { port: 9090 } }).port).toBeUndefined();
  });
});
