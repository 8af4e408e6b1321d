import {
  gateway,
  metadata,
  oneModel,
  pod,
  pool,
  poolRef,
  route,
  service,
  slice,
  translateObjects,
} from "../support/cluster";
import { at, body, conditions, endpoints, statusOf } from "../support/outcome";

describe("the endpoints of a pool", () => {
  function poolEndpoints(...pods: readonly ReturnType<typeof pod>[]): readonly string[] {
    return endpoints(translateObjects({ ...oneModel(), pods }), "pool_llm_qwen");
  }

  test("are its pods at their loopback faces", () => {
    expect(
      poolEndpoints(pod("b", "qwen", { podIP: "10.67.0.2" }), pod("a", "qwen", { podIP: "10.67.0.1" })),
    ).toEqual(["127.67.0.1:8000", "127.67.0.2:8000"]);
  });

  test("are known before they are Ready: health checks tell when they serve", () => {
    expect(poolEndpoints(pod("p", "qwen", { ready: false, podIP: "10.67.0.1" }))).toEqual([
      "127.67.0.1:8000",
    ]);
  });

  test.each(["Failed", "Succeeded"])("are not pods that have ended: %s", (phase) => {
    const ended = { ...pod("p", "qwen"), status: { podIP: "10.67.0.1", phase, conditions: [] } };
    expect(poolEndpoints(ended)).toEqual([]);
  });

  test.each([
    [
      "have no address yet",
      { ...pod("p", "qwen"), status: { conditions: [{ type: "Ready", status: "True" }] } },
    ],
    ["have no status yet", { metadata: metadata("p", { labels: { app: "qwen" } }) }],
    ["have other labels", pod("p", "phi")],
    ["are in another namespace", pod("p", "qwen", { namespace: "team" })],
  ])("are not pods that %s", (_, candidate) => {
    expect(poolEndpoints(candidate)).toEqual([]);
  });

  test("that leave are no more than an endpoint picker's choice", () => {
    const leaving = pod("p", "qwen", { deletionTimestamp: "2026-01-01T00:00:00Z" });
    const pods = [leaving, pod("q", "qwen", { podIP: "10.67.0.2" })];
    const assignment = body(translateObjects({ ...oneModel(), pods }).envoy.endpoints, "pool_llm_qwen");
    const endpoint = (address: string) => ({
      endpoint: { address: { socket_address: { address, port_value: 8000 } } },
    });
    expect(at(assignment, ["endpoints", 0, "lb_endpoints"])).toEqual([
      { ...endpoint("127.67.0.1"), health_status: "DRAINING" },
      endpoint("127.67.0.2"),
    ]);
  });

  test("must match every label of the selector", () => {
    const selective = pool("qwen", { selector: { matchLabels: { app: "qwen", tier: "gold" } } });
    const pods = [
      pod("gold", "qwen", { labels: { app: "qwen", tier: "gold" }, podIP: "10.67.0.1" }),
      pod("plain", "qwen", { podIP: "10.67.0.2" }),
    ];
    expect(
      endpoints(translateObjects({ ...oneModel(), inferencepools: [selective], pods }), "pool_llm_qwen"),
    ).toEqual(["127.67.0.1:8000"]);
  });

  test("exist once for each target port", () => {
    const two = pool("qwen", { targetPorts: [{ number: 8000 }, { number: 8001 }] });
    expect(endpoints(translateObjects({ ...oneModel(), inferencepools: [two] }), "pool_llm_qwen")).toEqual([
      "127.67.0.1:8000",
      "127.67.0.1:8001",
    ]);
  });
});

describe("the cluster of a pool", () => {
  const cluster = body(translateObjects(oneModel()).envoy.clusters, "pool_llm_qwen");

  test("reads its endpoints from a separate file", () => {
    expect(at(cluster, ["eds_cluster_config", "eds_config", "path_config_source", "path"])).toBe(
      "/state/envoy/endpoints/pool_llm_qwen.json",
    );
  });

  test("never sends requests to endpoints that are not healthy, and to those that leave only what is meant for them", () => {
    expect(cluster["common_lb_config"]).toEqual({
      healthy_panic_threshold: { value: 0 },
      override_host_status: { statuses: ["UNKNOWN", "HEALTHY", "DRAINING"] },
    });
  });

  test("limits neither connections nor retries: the pods queue by themselves", () => {
    const limit = 1_000_000;
    expect(at(cluster, ["circuit_breakers", "thresholds", 0])).toEqual({
      max_connections: limit,
      max_pending_requests: limit,
      max_requests: limit,
      max_retries: limit,
    });
  });

  test("forgets a pod at once when it is removed, healthy or not", () => {
    expect(cluster["ignore_health_on_host_removal"]).toBe(true);
  });

  test.each([
    ["http", "http_protocol_options"],
    ["kubernetes.io/h2c", "http2_protocol_options"],
  ])("speaks %s to its pods as the pool says", (appProtocol, expected) => {
    const translation = translateObjects({ ...oneModel(), inferencepools: [pool("qwen", { appProtocol })] });
    const options = at(body(translation.envoy.clusters, "pool_llm_qwen"), [
      ...["typed_extension_protocol_options", "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"],
      "explicit_http_config",
    ]);
    expect(options).toEqual({ [expected]: {} });
  });

  test("exists before any route names the pool, so that its endpoints are checked by then", () => {
    const { envoy } = translateObjects({ ...oneModel(), httproutes: [] });
    expect(envoy.clusters.map(({ name }) => name)).toEqual(["pool_llm_qwen", "callout_llm_qwen-epp_9002"]);
  });
});

test("an endpoint picker is reached over TLS and HTTP/2 at the ready endpoints of its Service", () => {
  const translation = translateObjects(oneModel());
  expect(endpoints(translation, "callout_llm_qwen-epp_9002")).toEqual(["127.67.0.9:9002"]);
  expect(body(translation.envoy.clusters, "callout_llm_qwen-epp_9002")).toMatchObject({
    transport_socket: { name: "tls" },
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
  });
});

describe("references that lead nowhere", () => {
  const misconfigured = 'Error GWCER104: HTTPRoute "llm/qwen" is misconfigured, err: ';

  test.each([
    ["a pool that does not exist", { inferencepools: [] }, 'InferencePool "llm/qwen" does not exist'],
    [
      "a pool whose endpoint picker does not exist",
      { services: [] },
      'Service "llm/qwen-epp", the endpoint picker of InferencePool "llm/qwen", does not exist',
    ],
    [
      "a pool whose endpoint picker lacks the port",
      { services: [service("qwen-epp", { port: 9000 })] },
      'Service "llm/qwen-epp", the endpoint picker of InferencePool "llm/qwen", does not have port 9002',
    ],
    [
      "a pool whose endpoint picker is no Service",
      { inferencepools: [pool("qwen", { endpointPickerRef: { kind: "Deployment", name: "qwen-epp" } })] },
      'endpoint picker of InferencePool "llm/qwen" must be a Service, got Deployment',
    ],
  ])("to %s make the route unresolved, not refused", (_, change, problem) => {
    const translation = translateObjects({ ...oneModel(), ...change });
    expect(conditions(translation, "httproutes", "qwen", ["parents", 0])).toEqual([
      "Accepted=True Accepted",
      `ResolvedRefs=False BackendNotFound: ${misconfigured}${problem}`,
      `Reconciled=False ReconciliationFailed: ${misconfigured}${problem}`,
    ]);
  });

  test.each([
    [
      "another namespace",
      poolRef("qwen", { namespace: "team" }),
      "RefNotPermitted: backendRef to InferencePool team/qwen must stay in namespace llm",
    ],
    [
      "another kind",
      { group: "example.com", kind: "Thing", name: "x" },
      'InvalidKind: backendRef must be a Service or an InferencePool of group inference.networking.k8s.io, got Thing of group "example.com"',
    ],
    [
      "a Service that does not exist",
      { name: "catalog", port: 80 },
      `BackendNotFound: ${misconfigured}Service "llm/catalog" does not exist`,
    ],
    [
      "a port that the Service lacks",
      { name: "qwen-epp", port: 80 },
      `BackendNotFound: ${misconfigured}Service "llm/qwen-epp" does not have port 80`,
    ],
    [
      "a Service without a port",
      { name: "qwen-epp" },
      `BackendNotFound: ${misconfigured}Service "llm/qwen-epp" does not have port (none)`,
    ],
  ])("to %s", (_, ref, expected) => {
    const translation = translateObjects({
      ...oneModel(),
      httproutes: [route("qwen", [{ backendRefs: [ref] }])],
    });
    expect(conditions(translation, "httproutes", "qwen", ["parents", 0])[1]).toBe(
      `ResolvedRefs=False ${expected}`,
    );
  });
});

describe("the status of a pool", () => {
  test("names the Gateway that a route joins it to", () => {
    const translation = translateObjects(oneModel());
    expect(at(statusOf(translation, "inferencepools", "qwen"), ["parents"])).toMatchObject([
      {
        parentRef: { group: "gateway.networking.k8s.io", kind: "Gateway", namespace: "llm", name: "gateway" },
        controllerName: "networking.gke.io/gateway",
      },
    ]);
    expect(conditions(translation, "inferencepools", "qwen", ["parents", 0])).toEqual([
      "Accepted=True Accepted",
      "ResolvedRefs=True ResolvedRefs",
    ]);
  });

  test("says when the endpoint picker is missing", () => {
    const translation = translateObjects({ ...oneModel(), services: [] });
    expect(conditions(translation, "inferencepools", "qwen", ["parents", 0])[1]).toBe(
      'ResolvedRefs=False InvalidExtensionRef: Service "llm/qwen-epp", the endpoint picker of InferencePool "llm/qwen", does not exist',
    );
  });

  test("has no parents without a route, or with one that is refused", () => {
    const bare = translateObjects({ ...oneModel(), httproutes: [] });
    expect(statusOf(bare, "inferencepools", "qwen")).toEqual({ parents: [] });
    const refused = route("qwen", [{ backendRefs: [poolRef("qwen")], timeouts: { request: "1s" } }]);
    const dropped = translateObjects({ ...oneModel(), httproutes: [refused] });
    expect(statusOf(dropped, "inferencepools", "qwen")).toEqual({ parents: [] });
  });
});

describe("a Service as a backend", () => {
  const catalog = {
    gateways: [gateway()],
    services: [service("catalog", { name: "web", port: 80 })],
    endpointslices: [
      slice("catalog", { name: "web", port: 8080 }, [{ addresses: ["10.67.0.5", "10.67.0.6"] }]),
    ],
    httproutes: [route("catalog", [{ backendRefs: [{ name: "catalog", port: 80 }] }])],
  };

  test("is reached at the target port of its EndpointSlices, one address for each endpoint", () => {
    expect(endpoints(translateObjects(catalog), "service_llm_catalog_80")).toEqual(["127.67.0.5:8080"]);
  });

  test("has one cluster however many routes name it", () => {
    const twice = {
      ...catalog,
      httproutes: [...catalog.httproutes, route("again", [{ backendRefs: [{ name: "catalog", port: 80 }] }])],
    };
    expect(translateObjects(twice).envoy.clusters).toHaveLength(1);
  });

  test("ignores slices of other Services, other ports and endpoints seen twice", () => {
    const endpointslices = [
      slice("catalog", { name: "web", port: 8080 }, [{ addresses: ["10.67.0.5"] }]),
      slice("catalog", { name: "web", port: 8080 }, [{ addresses: ["10.67.0.5"] }]),
      slice("catalog", { name: "metrics", port: 9090 }, [{ addresses: ["10.67.0.5"] }]),
      slice("other", { name: "web", port: 8080 }, [{ addresses: ["10.67.0.7"] }]),
    ];
    expect(endpoints(translateObjects({ ...catalog, endpointslices }), "service_llm_catalog_80")).toEqual([
      "127.67.0.5:8080",
    ]);
  });

  test.each([
    [undefined, {}],
    ["kubernetes.io/h2c", {}],
    ["HTTPS", { transport_socket: { name: "tls" } }],
    ["HTTP2", { transport_socket: { name: "tls" } }],
  ])("with appProtocol %s is reached as that says", (appProtocol, expected) => {
    const services = [service("catalog", { name: "web", port: 80, appProtocol })];
    const cluster = body(translateObjects({ ...catalog, services }).envoy.clusters, "service_llm_catalog_80");
    expect(cluster).toMatchObject(expected);
    expect("transport_socket" in cluster).toBe("transport_socket" in expected);
  });
});
