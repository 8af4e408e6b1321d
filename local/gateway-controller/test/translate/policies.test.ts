import { model, oneModel, poolPolicy, service, route, translateObjects } from "../support/cluster";
import type { ClusterObjects } from "../support/cluster";
import { at, body, conditions } from "../support/outcome";

const path = ["virtual_hosts", 0, "routes", 0, "route"];

function timeouts(...clusters: readonly ClusterObjects[]): readonly unknown[] {
  const route = at(body(translateObjects(...clusters).envoy.routes, "llm_gateway_http"), path);
  return [at(route, ["timeout"]), at(route, ["idle_timeout"])];
}

describe("a GCPBackendPolicy", () => {
  test("sets how long a pool may take", () => {
    const policy = poolPolicy("p", "qwen", { timeoutSec: 300 });
    expect(timeouts(oneModel(), { gcpbackendpolicies: [policy] })).toEqual(["300s", "300s"]);
  });

  test.each([
    ["there is none", []],
    ["it sets no timeout", [poolPolicy("p", "qwen", {})]],
    ["it targets another pool", [poolPolicy("p", "phi", { timeoutSec: 300 })]],
  ])("leaves 30 s where %s", (_, gcpbackendpolicies) => {
    expect(
      timeouts(oneModel(), { gcpbackendpolicies, inferencepools: model("phi").inferencepools ?? [] }),
    ).toEqual(["30s", "30s"]);
  });

  test("targets Services too", () => {
    const policy = poolPolicy(
      "p",
      "catalog",
      { timeoutSec: 60 },
      { targetRef: { group: "", kind: "Service" } },
    );
    const catalog = {
      services: [service("catalog", { port: 80 })],
      httproutes: [route("catalog", [{ backendRefs: [{ name: "catalog", port: 80 }] }])],
    };
    expect(timeouts({ ...oneModel(), ...catalog, gcpbackendpolicies: [policy] })).toEqual(["60s", "60s"]);
  });
});

describe("a HealthCheckPolicy", () => {
  function check(...healthcheckpolicies: readonly ReturnType<typeof poolPolicy>[]) {
    const { envoy } = translateObjects(oneModel(), { healthcheckpolicies });
    return {
      check: at(body(envoy.clusters, "pool_llm_qwen"), ["health_checks", 0]),
      port: at(body(envoy.endpoints, "pool_llm_qwen"), [
        ...["endpoints", 0, "lb_endpoints", 0, "endpoint", "health_check_config", "port_value"],
      ]),
    };
  }

  const http = (settings: Readonly<Record<string, unknown>>) => ({
    config: { type: "HTTP", httpHealthCheck: settings },
  });

  test("sets path, port and times", () => {
    const settings = http({ requestPath: "/health", portSpecification: "USE_FIXED_PORT", port: 8000 });
    const times = { checkIntervalSec: 3, timeoutSec: 2, healthyThreshold: 1, unhealthyThreshold: 4 };
    expect(check(poolPolicy("p", "qwen", { ...settings, ...times }))).toEqual({
      check: {
        timeout: "2s",
        interval: "3s",
        no_traffic_interval: "0.2s",
        unhealthy_interval: "0.2s",
        unhealthy_edge_interval: "3s",
        no_traffic_healthy_interval: "3s",
        healthy_threshold: 1,
        unhealthy_threshold: 4,
        transport_socket_match_criteria: { transport: "plaintext" },
        http_health_check: { path: "/health", codec_client_type: "HTTP1" },
      },
      port: 8000,
    });
  });

  test("that is missing means HTTP on the serving port with path /, which vLLM answers with 404", () => {
    const { check: found, port } = check();
    expect(found).toMatchObject({
      interval: "5s",
      timeout: "5s",
      http_health_check: { path: "/", codec_client_type: "HTTP1" },
    });
    expect(port).toBeUndefined();
  });

  test.each([
    ["TCP", { type: "TCP", tcpHealthCheck: {} }, { tcp_health_check: {} }],
    [
      "HTTPS",
      { type: "HTTPS", httpsHealthCheck: { requestPath: "/h" } },
      {
        http_health_check: { path: "/h", codec_client_type: "HTTP1" },
        transport_socket_match_criteria: { transport: "tls" },
      },
    ],
    [
      "HTTP2",
      { type: "HTTP2", http2HealthCheck: { requestPath: "/h" } },
      { http_health_check: { path: "/h", codec_client_type: "HTTP2" } },
    ],
    [
      "HTTP with a host",
      { type: "HTTP", httpHealthCheck: { host: "models.example.com" } },
      { http_health_check: { path: "/", codec_client_type: "HTTP1", host: "models.example.com" } },
    ],
    [
      "GRPC with a service",
      { type: "GRPC", grpcHealthCheck: { grpcServiceName: "inference-extension" } },
      { grpc_health_check: { service_name: "inference-extension" } },
    ],
  ])("can be %s", (_, config, expected) => {
    expect(check(poolPolicy("p", "qwen", { config })).check).toMatchObject(expected);
  });

  test("uses its port only with USE_FIXED_PORT", () => {
    expect(
      check(poolPolicy("p", "qwen", http({ portSpecification: "USE_SERVING_PORT" }))).port,
    ).toBeUndefined();
  });
});

describe.each(["healthcheckpolicies", "gcpbackendpolicies"] as const)("the status of %s", (kind) => {
  function attached(...policies: readonly ReturnType<typeof poolPolicy>[]): readonly string[] {
    const translation = translateObjects(oneModel(), { [kind]: policies });
    return policies.flatMap((policy) =>
      conditions(translation, kind, String(at(policy, ["metadata", "name"]))),
    );
  }

  test("is Attached when the target exists", () => {
    expect(attached(poolPolicy("p", "qwen", {}))).toEqual(["Attached=True Attached"]);
  });

  test.each([
    ["the pool is missing", "nope", {}, "TargetNotFound: InferencePool llm/nope does not exist"],
    [
      "the Service is missing",
      "nope",
      { group: "", kind: "Service" },
      "TargetNotFound: Service llm/nope does not exist",
    ],
    [
      "the target is of another kind",
      "gateway",
      { group: "gateway.networking.k8s.io", kind: "Gateway" },
      'Invalid: targetRef must be a Service or an InferencePool of group inference.networking.k8s.io, got Gateway of group "gateway.networking.k8s.io"',
    ],
    [
      "the group is wrong",
      "qwen",
      { group: "" },
      'Invalid: targetRef must be a Service or an InferencePool of group inference.networking.k8s.io, got InferencePool of group ""',
    ],
    [
      "the target is in another namespace",
      "qwen",
      { namespace: "team" },
      "RefNotPermitted: targetRef must be in the policy's namespace llm, got team",
    ],
  ])("is not Attached when %s", (_, target, targetRef, expected) => {
    expect(attached(poolPolicy("p", target, {}, { targetRef }))).toEqual([`Attached=False ${expected}`]);
  });

  test("leaves a target to the oldest of two policies", () => {
    const younger = poolPolicy("a", "qwen", {}, { createdAt: "2026-02-01T00:00:00Z" });
    expect(attached(younger, poolPolicy("b", "qwen", {}))).toEqual([
      "Attached=False Conflicted: InferencePool llm/qwen already has the older policy llm/b",
      "Attached=True Attached",
    ]);
  });
});
