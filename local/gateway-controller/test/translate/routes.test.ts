import * as fc from "fast-check";
import {
  gateway,
  model,
  modelRule,
  oneModel,
  pool,
  poolRef,
  route,
  service,
  slice,
  translateObjects,
} from "../support/cluster";
import { destination } from "../support/envoy-router";
import { at, body, conditions } from "../support/outcome";

const qwenHeader = { "x-gateway-base-model-name": "org/qwen" };

describe("a request to a model", () => {
  const translation = translateObjects(oneModel(), model("phi"));

  test("reaches the pool whose route names the model in the header", () => {
    expect(destination(translation, { path: "/v1/chat/completions", headers: qwenHeader })).toBe(
      "pool_llm_qwen=1",
    );
    expect(
      destination(translation, {
        path: "/v1/completions",
        headers: { "X-Gateway-Base-Model-Name": "org/phi" },
      }),
    ).toBe("pool_llm_phi=1");
  });

  test.each([
    ["an unknown model", { "x-gateway-base-model-name": "org/unknown" }],
    ["the empty header that BBR sets for an unknown model", { "x-gateway-base-model-name": "" }],
    ["another case of a known name", { "x-gateway-base-model-name": "Org/Qwen" }],
    ["no header", {}],
  ])("gets 404 for %s", (_, headers) => {
    expect(destination(translation, { path: "/v1/chat/completions", headers })).toBe("404");
  });

  test("gets 404 outside the prefix, which ends at a slash", () => {
    expect(destination(translation, { path: "/v10/chat", headers: qwenHeader })).toBe("404");
    expect(destination(translation, { path: "/v1", headers: qwenHeader })).toBe("pool_llm_qwen=1");
  });

  test("the 404 has the body of GKE", () => {
    const routes = at(body(translation.envoy.routes, "llm_gateway_http"), ["virtual_hosts", 0, "routes"]);
    expect(Array.isArray(routes) ? routes.at(-1) : undefined).toEqual({
      match: { prefix: "/" },
      direct_response: { status: 404, body: { inline_string: "fault filter abort" } },
    });
  });

  test("takes another replica when one cannot be reached, but is never sent twice", () => {
    const routes = at(body(translation.envoy.routes, "llm_gateway_http"), ["virtual_hosts", 0, "routes"]);
    expect(at(routes, [0, "route", "retry_policy"])).toMatchObject({
      retry_on: "connect-failure,refused-stream,reset-before-request",
      num_retries: 3,
    });
  });

  test("may come from a client of HTTP/1.0, which names no host", () => {
    const manager = at(body(translation.envoy.listeners, "llm_gateway_http"), [
      ...["filter_chains", 0, "filters", 0, "typed_config"],
    ]);
    expect(at(manager, ["http_protocol_options"])).toEqual({
      accept_http_10: true,
      default_host_for_http_10: "http-1.0.invalid",
    });
  });

  test("is held for its pool's own endpoint picker", () => {
    const cluster = at(body(translation.envoy.routes, "llm_gateway_http"), [
      ...["virtual_hosts", 0, "routes", 1, "route", "weighted_clusters", "clusters", 0],
    ]);
    expect(at(cluster, ["name"])).toBe("pool_llm_qwen");
    expect(at(cluster, ["typed_per_filter_config", "endpoint-picker", "overrides"])).toMatchObject({
      processing_mode: {
        request_header_mode: "SEND",
        request_body_mode: "FULL_DUPLEX_STREAMED",
        request_trailer_mode: "SEND",
        response_header_mode: "SKIP",
        response_body_mode: "NONE",
        response_trailer_mode: "SKIP",
      },
      grpc_service: { envoy_grpc: { cluster_name: "callout_llm_qwen-epp_9002" } },
      failure_mode_allow: false,
    });
  });
});

describe("an endpoint picker that is not available", () => {
  function picker(failureMode: string, ready: boolean): unknown {
    const endpointPickerRef = { name: "qwen-epp", port: { number: 9002 }, failureMode };
    const replicas = [{ addresses: ["10.67.0.9"], conditions: { ready } }];
    const translation = translateObjects({
      ...oneModel(),
      inferencepools: [pool("qwen", { endpointPickerRef })],
      endpointslices: [slice("qwen-epp", { name: "", port: 9002 }, replicas)],
    });
    const cluster = ["virtual_hosts", 0, "routes", 0, "route", "weighted_clusters", "clusters", 0];
    return at(body(translation.envoy.routes, "llm_gateway_http"), [
      ...cluster,
      ...["typed_per_filter_config", "endpoint-picker", "overrides", "failure_mode_allow"],
    ]);
  }

  test("is passed over by a pool that fails open", () => {
    expect(picker("FailOpen", false)).toBeUndefined();
    expect(picker("FailOpen", true)).toBe(true);
  });

  test("is asked, and fails the request, for a pool that fails closed", () => {
    expect(picker("FailClose", false)).toBe(false);
    expect(picker("FailClose", true)).toBe(false);
  });
});

describe("several backends", () => {
  function split(...backendRefs: readonly Readonly<Record<string, unknown>>[]): string {
    const translation = translateObjects(oneModel(), model("phi"), {
      services: [service("catalog", { port: 8080 })],
      httproutes: [route("split", [{ matches: [{ path: { value: "/split" } }], backendRefs }])],
    });
    return destination(translation, { path: "/split" });
  }

  test("share requests by weight", () => {
    expect(split(poolRef("qwen", { weight: 9 }), poolRef("phi", { weight: 1 }))).toBe(
      "pool_llm_qwen=9 pool_llm_phi=1",
    );
  });

  test("with weight 0 get nothing", () => {
    expect(split(poolRef("qwen", { weight: 0 }), poolRef("phi"))).toBe("pool_llm_phi=1");
  });

  test("may be Services", () => {
    expect(split({ name: "catalog", port: 8080 }, poolRef("phi"))).toBe(
      "service_llm_catalog_8080=1 pool_llm_phi=1",
    );
  });

  test("that cannot be found answer their share with 500", () => {
    expect(split(poolRef("missing", { weight: 3 }), poolRef("phi"))).toBe("unresolved=3 pool_llm_phi=1");
    const translation = translateObjects(oneModel());
    const action = at(body(translation.envoy.routes, "llm_gateway_http"), [
      "virtual_hosts",
      0,
      "routes",
      0,
      "route",
    ]);
    expect(at(action, ["cluster_not_found_response_code"])).toBe("INTERNAL_SERVER_ERROR");
    expect(translation.envoy.clusters.map(({ name }) => name)).not.toContain("unresolved");
  });

  test.each([
    ["no backendRefs", []],
    ["weights that are all 0", [poolRef("qwen", { weight: 0 })]],
  ])("answer 500 for %s", (_, refs) => {
    expect(split(...refs)).toBe("500");
  });
});

describe("precedence of matches", () => {
  const rules = [
    { name: "all", match: {} },
    { name: "prefix", match: { path: { type: "PathPrefix", value: "/v1" } } },
    { name: "longer", match: { path: { type: "PathPrefix", value: "/v1/chat" } } },
    {
      name: "headers",
      match: {
        path: { type: "PathPrefix", value: "/v1/chat" },
        headers: [
          { name: "a", value: "1" },
          { name: "b", value: "2" },
        ],
      },
    },
    { name: "exact", match: { path: { type: "Exact", value: "/v1/chat" } } },
  ];
  const services = rules.map(({ name }) => service(name, { port: 80 }));
  const routes = rules.map(({ name, match }) =>
    route(name, [{ matches: [match], backendRefs: [{ name, port: 80 }] }]),
  );
  const everything = { headers: { a: "1", b: "2" } };

  test.each([
    ["an exact path goes before any prefix", { path: "/v1/chat", ...everything }, "exact"],
    ["then more headers", { path: "/v1/chat/x", ...everything }, "headers"],
    ["then the longest prefix alone", { path: "/v1/chat/x" }, "longer"],
    ["an exact path takes nothing below it", { path: "/v1/chat/", headers: {} }, "longer"],
    ["a shorter prefix takes what is left", { path: "/v1/models" }, "prefix"],
    ["a rule without matches takes all", { path: "/" }, "all"],
  ])("%s", (_, request, expected) => {
    const translation = translateObjects({ gateways: [gateway()], services, httproutes: routes });
    expect(destination(translation, request)).toBe(`service_llm_${expected}_80=1`);
  });

  test("does not depend on the order in which the API lists routes", () => {
    const reference = translateObjects({ gateways: [gateway()], services, httproutes: routes }).envoy;
    fc.assert(
      fc.property(fc.shuffledSubarray(routes, { minLength: routes.length }), (shuffled) => {
        const { envoy } = translateObjects({ gateways: [gateway()], services, httproutes: shuffled });
        expect(envoy).toEqual(reference);
      }),
      { numRuns: 30 },
    );
  });

  test("goes to the oldest route, then by name", () => {
    const backendRefs = (name: string) => [{ backendRefs: [{ name, port: 80 }] }];
    const httproutes = [
      route("b", backendRefs("exact"), { createdAt: "2026-01-02T00:00:00Z" }),
      route("c", backendRefs("longer"), { createdAt: "2026-01-01T00:00:00Z" }),
      route("a", backendRefs("headers"), { createdAt: "2026-01-02T00:00:00Z" }),
    ];
    const all = { gateways: [gateway()], services };
    expect(destination(translateObjects({ ...all, httproutes }), { path: "/" })).toBe(
      "service_llm_longer_80=1",
    );
    expect(
      destination(translateObjects({ ...all, httproutes: [httproutes[0] ?? {}, httproutes[2] ?? {}] }), {
        path: "/",
      }),
    ).toBe("service_llm_headers_80=1");
  });
});

test("a trailing slash of a prefix means nothing", () => {
  const rule = { matches: [{ path: { type: "PathPrefix", value: "/v1/" } }], backendRefs: [poolRef("qwen")] };
  const translation = translateObjects({ ...oneModel(), httproutes: [route("r", [rule])] });
  expect(destination(translation, { path: "/v1" })).toBe("pool_llm_qwen=1");
});

test("a route with hostnames serves only those; one without serves every host", () => {
  const translation = translateObjects(oneModel(), model("phi"), {
    httproutes: [route("named", [{ backendRefs: [poolRef("phi")] }], { hostnames: ["models.example.com"] })],
  });
  expect(destination(translation, { path: "/x", host: "models.example.com" })).toBe("pool_llm_phi=1");
  expect(destination(translation, { path: "/x", host: "other.example.com" })).toBe("404");
  expect(destination(translation, { path: "/v1", host: "models.example.com", headers: qwenHeader })).toBe(
    "pool_llm_qwen=1",
  );
});

describe("a route that GKE refuses is dropped as a whole", () => {
  const misconfigured = 'Error GWCER104: HTTPRoute "llm/bad" is misconfigured, err: ';

  test.each([
    ["timeouts", { ...modelRule("qwen"), timeouts: { request: "300s" } }, "Timeouts are not supported"],
    [
      "a filter",
      { ...modelRule("qwen"), filters: [{ type: "URLRewrite" }] },
      "filters are not supported on a laptop, got URLRewrite",
    ],
    [
      "a regular expression for the path",
      { matches: [{ path: { type: "RegularExpression", value: "/v[12]" } }], backendRefs: [poolRef("qwen")] },
      "path matches of type RegularExpression are not supported",
    ],
    [
      "a regular expression for a header",
      {
        matches: [{ headers: [{ type: "RegularExpression", name: "a", value: ".*" }] }],
        backendRefs: [poolRef("qwen")],
      },
      "header matches of type RegularExpression are not supported",
    ],
    [
      "a method",
      { matches: [{ method: "POST" }], backendRefs: [poolRef("qwen")] },
      "Method matches are not supported",
    ],
    [
      "a query parameter",
      { matches: [{ queryParams: [{ name: "q", value: "1" }] }], backendRefs: [poolRef("qwen")] },
      "Query parameter matches are not supported",
    ],
  ])("for %s", (_, rule, problem) => {
    const translation = translateObjects(oneModel(), model("phi"), {
      httproutes: [route("bad", [{ ...modelRule("phi", "org/extra") }, rule])],
    });
    expect(conditions(translation, "httproutes", "bad", ["parents", 0])).toEqual([
      `Accepted=False UnsupportedValue: ${misconfigured}${problem}`,
      "ResolvedRefs=True ResolvedRefs",
      `Reconciled=False ReconciliationFailed: ${misconfigured}${problem}`,
    ]);
    expect(
      destination(translation, { path: "/v1", headers: { "x-gateway-base-model-name": "org/extra" } }),
    ).toBe("404");
    expect(destination(translation, { path: "/v1", headers: qwenHeader })).toBe("pool_llm_qwen=1");
  });
});
