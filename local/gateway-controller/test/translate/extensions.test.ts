import {
  bodyBasedRouter,
  gateway,
  oneModel,
  poolPolicy,
  routingExtension,
  slice,
  translateObjects,
} from "../support/cluster";
import type { ClusterObjects } from "../support/cluster";
import { at, body, conditions, endpoints } from "../support/outcome";

function callout(...clusters: readonly ClusterObjects[]): unknown {
  const listener = body(translateObjects(...clusters).envoy.listeners, "llm_gateway_http");
  return at(listener, ["filter_chains", 0, "filters", 0, "typed_config", "http_filters", 0, "typed_config"]);
}

describe("a GCPRoutingExtension", () => {
  test("makes Envoy ask its Service for the route of every request", () => {
    expect(callout(oneModel(), bodyBasedRouter())).toEqual({
      "@type": "type.googleapis.com/envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor",
      grpc_service: {
        envoy_grpc: { cluster_name: "callout_llm_body-based-router_9004", authority: "myext.com" },
        retry_policy: {
          retry_on: "connect-failure,refused-stream,reset-before-request",
          num_retries: 3,
          retry_back_off: { base_interval: "0.01s" },
          retry_host_predicate: [
            {
              name: "previous-hosts",
              typed_config: {
                "@type":
                  "type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate",
              },
            },
          ],
          host_selection_retry_max_attempts: 3,
        },
      },
      failure_mode_allow: false,
      message_timeout: "1s",
      route_cache_action: "CLEAR",
      processing_mode: {
        request_header_mode: "SEND",
        request_body_mode: "FULL_DUPLEX_STREAMED",
        request_trailer_mode: "SEND",
        response_header_mode: "SKIP",
        response_body_mode: "NONE",
        response_trailer_mode: "SKIP",
      },
    });
  });

  test.each([
    ["failOpen", { failOpen: true }, { failure_mode_allow: true }],
    ["a timeout in milliseconds", { timeout: "250ms" }, { message_timeout: "0.25s" }],
    ["a timeout of several units", { timeout: "1s500ms" }, { message_timeout: "1.5s" }],
    [
      "a streamed body",
      { requestBodySendMode: "Streamed" },
      {
        processing_mode: {
          request_body_mode: "STREAMED",
          request_trailer_mode: "SKIP",
        },
      },
    ],
    [
      "no RequestBody among its events",
      { supportedEvents: ["RequestHeaders"], requestBodySendMode: undefined },
      {
        processing_mode: { request_body_mode: "NONE", request_trailer_mode: "SKIP" },
      },
    ],
  ])("is followed in %s", (_, extension, expected) => {
    expect(callout(oneModel(), bodyBasedRouter(extension))).toMatchObject(expected);
  });

  test("reaches the ready endpoints of its Service at their loopback faces, over TLS", () => {
    const replicas = slice("body-based-router", { name: null, port: 9004 }, [
      { addresses: ["10.67.0.21"], conditions: { ready: true } },
      { addresses: ["10.67.0.22"], conditions: { ready: false } },
      { addresses: ["10.67.0.20"] },
    ]);
    const translation = translateObjects(oneModel(), { ...bodyBasedRouter(), endpointslices: [replicas] });
    expect(endpoints(translation, "callout_llm_body-based-router_9004")).toEqual([
      "127.67.0.20:9004",
      "127.67.0.21:9004",
    ]);
    expect(body(translation.envoy.clusters, "callout_llm_body-based-router_9004")).toMatchObject({
      transport_socket: { name: "tls" },
    });
  });

  test("is checked by gRPC in plain text on the port that its HealthCheckPolicy names", () => {
    const policy = poolPolicy(
      "bbr-healthcheck",
      "body-based-router",
      { config: { type: "GRPC", grpcHealthCheck: { portSpecification: "USE_FIXED_PORT", port: 9005 } } },
      { targetRef: { group: "", kind: "Service", namespace: "llm" } },
    );
    const { envoy } = translateObjects(oneModel(), bodyBasedRouter(), { healthcheckpolicies: [policy] });
    const cluster = body(envoy.clusters, "callout_llm_body-based-router_9004");
    expect(cluster["health_checks"]).toEqual([
      {
        timeout: "5s",
        interval: "5s",
        no_traffic_interval: "0.2s",
        unhealthy_interval: "0.2s",
        unhealthy_edge_interval: "5s",
        no_traffic_healthy_interval: "5s",
        healthy_threshold: 2,
        unhealthy_threshold: 2,
        transport_socket_match_criteria: { transport: "plaintext" },
        grpc_health_check: {},
      },
    ]);
    expect(
      at(body(envoy.endpoints, "callout_llm_body-based-router_9004"), [
        ...["endpoints", 0, "lb_endpoints", 0, "endpoint", "health_check_config"],
      ]),
    ).toEqual({ port_value: 9005 });
  });

  test("has no health check without a policy", () => {
    const { envoy } = translateObjects(oneModel(), bodyBasedRouter());
    expect(body(envoy.clusters, "callout_llm_body-based-router_9004")).not.toHaveProperty("health_checks");
  });

  test("is attached", () => {
    const translation = translateObjects(oneModel(), bodyBasedRouter());
    expect(conditions(translation, "gcproutingextensions", "body-based-router", ["ancestors", 0])).toEqual([
      "Attached=True Attached",
    ]);
  });

  test("of another namespace is not for this Gateway", () => {
    const elsewhere = routingExtension("body-based-router", {}, { namespace: "team" });
    const translation = translateObjects(oneModel(), {
      ...bodyBasedRouter(),
      gcproutingextensions: [elsewhere],
    });
    expect(translation.envoy.clusters.map(({ name }) => name)).not.toContain(
      "callout_llm_body-based-router_9004",
    );
    expect(conditions(translation, "gcproutingextensions", "body-based-router", ["ancestors", 0])).toEqual([
      "Attached=False TargetNotFound: Gateway team/gateway does not exist",
    ]);
  });

  test("that comes second on a Gateway is not used", () => {
    const second = routingExtension("second", { failOpen: true }, { createdAt: "2026-02-01T00:00:00Z" });
    const objects = [oneModel(), bodyBasedRouter(), { gcproutingextensions: [second] }];
    expect(callout(...objects)).toMatchObject({ failure_mode_allow: false });
    expect(
      conditions(translateObjects(...objects), "gcproutingextensions", "second", ["ancestors", 0]),
    ).toEqual([
      "Attached=False Conflicted: Gateway llm/gateway already has the older extension llm/body-based-router",
    ]);
  });
});

describe("a Gateway is not programmed, and not served,", () => {
  const noHttp2 =
    "service llm/body-based-router in GCPRoutingExtension does not have port 9004 with protocol HTTP2";

  test.each([
    ["when the Service does not exist", { ...bodyBasedRouter(), services: [] }, noHttp2],
    ["when the Service has no such port", bodyBasedRouter({}, { port: 9000 }), noHttp2],
    ["when the port has another appProtocol", bodyBasedRouter({}, { appProtocol: "http" }), noHttp2],
    ["when the port has no appProtocol", bodyBasedRouter({}, { appProtocol: undefined }), noHttp2],
    [
      "when the extension calls no Service",
      bodyBasedRouter({ backendRef: undefined }),
      "GCPRoutingExtension llm/body-based-router must have a backendRef to run on a laptop",
    ],
  ])("%s", (_, router, message) => {
    const translation = translateObjects(oneModel(), router);
    expect(translation.envoy.listeners).toEqual([]);
    expect(translation.envoy.routes).toEqual([]);
    expect(conditions(translation, "gateways", "gateway")).toEqual([
      "Accepted=True Accepted",
      `Programmed=False Invalid: ${message}`,
    ]);
    expect(conditions(translation, "gcproutingextensions", "body-based-router", ["ancestors", 0])).toEqual([
      `Attached=False Invalid: ${message}`,
    ]);
  });

  test("when its class has no routing extensions", () => {
    const global = gateway("gateway", { gatewayClassName: "gke-l7-global-external-managed" });
    const withBbr = translateObjects({ ...oneModel(), gateways: [global] }, bodyBasedRouter());
    expect(conditions(withBbr, "gateways", "gateway")[1]).toBe(
      "Programmed=False Invalid: GCPRoutingExtension llm/body-based-router is not supported by class gke-l7-global-external-managed, only by gke-l7-rilb and gke-l7-regional-external-managed",
    );
    const withoutBbr = translateObjects({ ...oneModel(), gateways: [global] });
    expect(conditions(withoutBbr, "gateways", "gateway")[1]).toBe("Programmed=True Programmed");
  });

  test.each([
    [
      "several extensions in a chain",
      [{ name: "c", extensions: [{ name: "a" }, { name: "b" }] }],
      "must have exactly 1 extension in its chain, got 2",
    ],
    [
      "a condition",
      [{ name: "c", matchCondition: { celExpressions: [] }, extensions: [{ name: "a" }] }],
      "must have one chain without matchCondition to run on a laptop",
    ],
    [
      "several chains",
      [
        { name: "c", extensions: [{ name: "a" }] },
        { name: "d", extensions: [{ name: "a" }] },
      ],
      "must have one chain without matchCondition to run on a laptop",
    ],
  ])("when the extension has %s", (_, extensionChains, problem) => {
    const targetRefs = [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "gateway" }];
    const extension = { ...routingExtension("bbr"), spec: { targetRefs, extensionChains } };
    const translation = translateObjects(oneModel(), { gcproutingextensions: [extension] });
    expect(conditions(translation, "gateways", "gateway")[1]).toBe(
      `Programmed=False Invalid: GCPRoutingExtension llm/bbr ${problem}`,
    );
  });
});
