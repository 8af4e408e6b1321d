import { bodyBasedRouter, gateway, oneModel, route, modelRule, translateObjects } from "../support/cluster";
import type { ClusterObjects } from "../support/cluster";
import { at, body, conditions, statusOf } from "../support/outcome";

const pathOf = ["filter_chains", 0, "filters", 0, "typed_config"];

describe("a Gateway", () => {
  const translation = translateObjects(oneModel());

  test("is served at 127.0.0.1, at the port of its listener in this slot", () => {
    expect(body(translation.envoy.listeners, "llm_gateway_http")["address"]).toEqual({
      socket_address: { address: "127.0.0.1", port_value: 8380 },
    });
  });

  test("reports its address, its routes and what it supports", () => {
    expect(statusOf(translation, "gateways", "gateway")).toMatchObject({
      addresses: [{ type: "IPAddress", value: "127.0.0.1" }],
      listeners: [
        {
          name: "http",
          attachedRoutes: 1,
          supportedKinds: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" }],
        },
      ],
    });
    expect(conditions(translation, "gateways", "gateway")).toEqual([
      "Accepted=True Accepted",
      "Programmed=True Programmed",
    ]);
    expect(conditions(translation, "gateways", "gateway", ["listeners", 0])).toEqual([
      "Accepted=True Accepted",
      "Programmed=True Programmed",
      "ResolvedRefs=True ResolvedRefs",
    ]);
  });

  test("gives every condition the generation that it was seen in", () => {
    expect(at(statusOf(translation, "gateways", "gateway"), ["conditions", 0, "observedGeneration"])).toBe(7);
  });

  test("is not programmed before Envoy has taken the configuration", () => {
    expect(at(statusOf(translation, "gateways", "gateway", false), ["conditions", 1])).toEqual({
      type: "Programmed",
      status: "False",
      reason: "Pending",
      message: "waiting for Envoy to accept the configuration",
      observedGeneration: 7,
    });
  });

  test("of no class of GKE is left alone", () => {
    const foreign = gateway("gateway", { gatewayClassName: "istio" });
    const { envoy, statuses } = translateObjects({ ...oneModel(), gateways: [foreign] });
    expect(envoy.listeners).toEqual([]);
    expect(statuses(true).filter(({ kind }) => kind === "gateways" || kind === "httproutes")).toEqual([]);
  });

  test("that is being deleted is not served any more, and leaves its port to another", () => {
    const deleted = gateway("gateway", {}, { deletionTimestamp: "2026-01-02T00:00:00Z" });
    const alone = translateObjects({ ...oneModel(), gateways: [deleted] });
    expect(alone.envoy.listeners).toEqual([]);
    const next = gateway("next", {}, { createdAt: "2026-01-03T00:00:00Z" });
    const both = translateObjects({ ...oneModel(), gateways: [deleted, next] });
    expect(both.envoy.listeners.map(({ name }) => name)).toEqual(["llm_next_http"]);
    expect(conditions(both, "gateways", "next")).toEqual([
      "Accepted=True Accepted",
      "Programmed=True Programmed",
    ]);
  });

  test("cannot be served with a protocol other than HTTP", () => {
    const https = gateway("gateway", { listeners: [{ name: "https", port: 443, protocol: "HTTPS" }] });
    const translated = translateObjects({ ...oneModel(), gateways: [https] });
    expect(translated.envoy.listeners).toEqual([]);
    expect(conditions(translated, "gateways", "gateway")).toEqual([
      "Accepted=True Accepted",
      "Programmed=False Invalid: no listener can be served; their conditions say why",
    ]);
    expect(conditions(translated, "gateways", "gateway", ["listeners", 0])).toContain(
      "Accepted=False UnsupportedProtocol: protocol must be HTTP on a laptop, got HTTPS",
    );
  });

  test("that comes second gets no port that is taken", () => {
    const second = gateway("second", {}, { createdAt: "2026-02-01T00:00:00Z" });
    const translated = translateObjects({ ...oneModel(), gateways: [second, gateway()] });
    expect(translated.envoy.listeners.map(({ name }) => name)).toEqual(["llm_gateway_http"]);
    expect(conditions(translated, "gateways", "second", ["listeners", 0])).toEqual([
      "Accepted=False PortUnavailable: port 80 is taken by the older listener http of Gateway llm/gateway",
      "Programmed=False Invalid: port 80 is taken by the older listener http of Gateway llm/gateway",
      "ResolvedRefs=True ResolvedRefs",
    ]);
  });

  test("gets no port beyond the last one", () => {
    const high = gateway("gateway", { listeners: [{ name: "http", port: 60000, protocol: "HTTP" }] });
    expect(
      conditions(translateObjects({ gateways: [high] }), "gateways", "gateway", ["listeners", 0])[0],
    ).toBe("Accepted=False PortUnavailable: port 60000 would be served at 68300, the last port is 65535");
  });
});

describe("the filters of a listener", () => {
  function filters(...clusters: readonly ClusterObjects[]): readonly unknown[] {
    const listener = body(translateObjects(...clusters).envoy.listeners, "llm_gateway_http");
    const found = at(listener, [...pathOf, "http_filters"]);
    return Array.isArray(found) ? found : [];
  }

  test("ask BBR, then the endpoint picker, then send the request to the chosen endpoint", () => {
    expect(filters(oneModel(), bodyBasedRouter()).map((filter) => at(filter, ["name"]))).toEqual([
      "routing-extension",
      "endpoint-picker",
      "chosen-endpoint",
      "router",
    ]);
  });

  test("leave BBR out where no extension targets the Gateway", () => {
    expect(filters(oneModel()).map((filter) => at(filter, ["name"]))).not.toContain("routing-extension");
  });

  test("ask an endpoint picker only where a route says so", () => {
    const mode = at(filters(oneModel())[0], ["typed_config", "processing_mode"]);
    expect(mode).toMatchObject({ request_header_mode: "SKIP", request_body_mode: "NONE" });
  });

  test("do not change when routes and pods do", () => {
    const before = translateObjects(oneModel()).envoy.listeners;
    const changed = translateObjects({ ...oneModel(), httproutes: [], pods: [] }).envoy;
    expect(changed.listeners).toEqual(before);
    expect(changed.clusters).toEqual(translateObjects(oneModel()).envoy.clusters);
  });
});

test("no client can choose the endpoint", () => {
  const listener = body(translateObjects(oneModel()).envoy.listeners, "llm_gateway_http");
  const mutation = at(listener, [
    ...pathOf,
    "early_header_mutation_extensions",
    0,
    "typed_config",
    "mutations",
  ]);
  expect(mutation).toEqual([{ remove: "x-gateway-destination-endpoint" }]);
});

describe("routes of other namespaces", () => {
  const other = route("other", [modelRule("qwen")], {
    namespace: "team",
    parentRefs: [{ name: "gateway", namespace: "llm" }],
  });

  function attach(namespaces: Readonly<Record<string, unknown>> | undefined, labels = { team: "a" }) {
    const listener = { name: "http", port: 80, protocol: "HTTP" };
    const allowedRoutes = namespaces === undefined ? {} : { allowedRoutes: { namespaces } };
    return translateObjects({
      gateways: [gateway("gateway", { listeners: [{ ...listener, ...allowedRoutes }] })],
      httproutes: [other],
      namespaces: [{ metadata: { name: "team", labels } }],
    });
  }

  const refused =
    "Accepted=False NotAllowedByListeners: allowedRoutes of Gateway llm/gateway does not admit routes of namespace team";

  test.each([
    ["are refused by default", undefined, refused],
    ["are refused by Same", { from: "Same" }, refused],
    ["are taken by All", { from: "All" }, "Accepted=True Accepted"],
    [
      "are taken by a selector that matches the namespace",
      { from: "Selector", selector: { matchLabels: { team: "a" } } },
      "Accepted=True Accepted",
    ],
    [
      "are refused by a selector that does not match",
      { from: "Selector", selector: { matchLabels: { team: "b" } } },
      refused,
    ],
    [
      "are refused by a selector with expressions, which are not understood",
      { from: "Selector", selector: { matchExpressions: [{ key: "team", operator: "Exists" }] } },
      refused,
    ],
  ])("%s", (_, namespaces, expected) => {
    expect(conditions(attach(namespaces), "httproutes", "other", ["parents", 0])[0]).toBe(expected);
  });

  test("count as attached only where they are taken", () => {
    const count = ["listeners", 0, "attachedRoutes"];
    expect(at(statusOf(attach({ from: "All" }), "gateways", "gateway"), count)).toBe(1);
    expect(at(statusOf(attach({ from: "Same" }), "gateways", "gateway"), count)).toBe(0);
  });
});

describe("a parentRef", () => {
  test("to a section that does not exist is refused", () => {
    const lost = route("lost", [modelRule("qwen")], {
      parentRefs: [{ name: "gateway", sectionName: "https" }],
    });
    const translation = translateObjects({ ...oneModel(), httproutes: [lost] });
    expect(conditions(translation, "httproutes", "lost", ["parents", 0])[0]).toBe(
      "Accepted=False NoMatchingParent: Gateway llm/gateway has no listener with sectionName https and port (any)",
    );
  });

  test("is repeated in the status as it was written", () => {
    const ref = { name: "gateway", sectionName: "http", port: 80 };
    const named = route("named", [modelRule("qwen")], { parentRefs: [ref] });
    const translation = translateObjects({ ...oneModel(), httproutes: [named] });
    expect(at(statusOf(translation, "httproutes", "named"), ["parents", 0])).toMatchObject({
      parentRef: { group: "gateway.networking.k8s.io", kind: "Gateway", ...ref },
      controllerName: "networking.gke.io/gateway",
    });
  });

  test("to a Gateway that does not exist gets no status", () => {
    const lost = route("lost", [modelRule("qwen")], { parentRefs: [{ name: "nowhere" }] });
    const statuses = translateObjects({ ...oneModel(), httproutes: [lost] }).statuses(true);
    expect(statuses.filter(({ kind }) => kind === "httproutes")).toEqual([]);
  });
});

test("the classes of GKE are accepted, others are left alone", () => {
  const { statuses } = translateObjects({
    gatewayclasses: [{ metadata: { name: "gke-l7-rilb", generation: 1 } }, { metadata: { name: "istio" } }],
  });
  expect(statuses(true).map(({ name, desired }) => [name, at(desired, ["conditions", 0, "status"])])).toEqual(
    [["gke-l7-rilb", "True"]],
  );
});
