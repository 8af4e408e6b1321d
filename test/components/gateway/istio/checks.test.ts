import { resolveModelServing } from "../../../../components/model/resolve-model-serving";
import { routerMapConfigMap } from "../../../../components/gateway/body-based-router/body-based-router";
import { manifestSchema } from "../../../../components/plan/manifest";
import { istioManifests, problemsIn } from "./istio-stack";

const pool = "InferencePool demo/alpha-7b";
const rule = "DestinationRule demo/alpha-7b-epp";
const filter = "EnvoyFilter demo/client-headers";

test("a stack as it is has no problem", () => {
  expect(problemsIn(istioManifests())).toEqual([]);
});

describe("the endpoint picker of a pool", () => {
  const host = "alpha-7b-epp.demo.svc.cluster.local";
  const trust = (tls: object) => problemsIn(istioManifests(rule, { spec: { trafficPolicy: { tls } } }));
  const untrusting = (got: string) => [
    `${rule} spec.trafficPolicy.tls: must call the endpoint picker by TLS without checking its certificate, ` +
      `which is new at each start, got ${got}; set mode to SIMPLE and insecureSkipVerify to true [BrokenReference]`,
  ];

  test("has a DestinationRule", () => {
    expect(problemsIn(istioManifests(rule))).toEqual([
      `${pool}: must have one DestinationRule for its endpoint picker, ${host}, got 0; add or remove one [BrokenReference]`,
    ]);
  });

  test("has a DestinationRule with its name, and no second one", () => {
    const other = { spec: { host: "beta-2b-epp.demo.svc.cluster.local" } };

    expect(problemsIn(istioManifests(rule, other))).toEqual([
      `${pool}: must have one DestinationRule for its endpoint picker, ${host}, got 0; add or remove one [BrokenReference]`,
      "InferencePool demo/beta-2b: must have one DestinationRule for its endpoint picker, " +
        "beta-2b-epp.demo.svc.cluster.local, got 2; add or remove one [BrokenReference]",
    ]);
  });

  test("is called by TLS", () => {
    expect(trust({ mode: "DISABLE" })).toEqual(untrusting("DISABLE, insecureSkipVerify true"));
    expect(trust({ mode: "ISTIO_MUTUAL" })).toEqual(untrusting("ISTIO_MUTUAL, insecureSkipVerify true"));
  });

  test("is called without a check of its certificate", () => {
    expect(trust({ insecureSkipVerify: false })).toEqual(untrusting("SIMPLE, insecureSkipVerify false"));
  });

  test("is called by a complete DestinationRule", () => {
    expect(problemsIn(istioManifests(rule, { spec: { host: 1 } }))).toEqual([
      `${rule} spec.host: must be complete, got Invalid input: expected string, received number; ` +
        "add what is missing [InvalidObject]",
      `${pool}: must have one DestinationRule for its endpoint picker, ${host}, got 0; add or remove one [BrokenReference]`,
    ]);
  });
});

describe("the headers of clients", () => {
  const all =
    "x-gateway-base-model-name, x-gateway-model-name, x-gateway-model-name-rewrite, x-gateway-destination-endpoint, " +
    "x-gateway-destination-endpoint-served, x-gateway-destination-endpoint-subset, " +
    "x-gateway-inference-fairness-id, x-gateway-inference-objective";
  const open = (headers: string) =>
    "Gateway demo/inference-gateway: must not let clients set the headers by which requests are routed, " +
    `got ${headers}; remove them by the EnvoyFilter client-headers, which targets it [BrokenReference]`;
  const filterOf = (change: object) => ({
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "EnvoyFilter",
    metadata: { name: "other", namespace: "demo" },
    spec: change,
  });
  const targetOf = (name: string) => [{ group: "gateway.networking.k8s.io", kind: "Gateway", name }];

  test("are removed by an EnvoyFilter", () => {
    expect(problemsIn(istioManifests(filter))).toEqual([open(all)]);
    expect(problemsIn(istioManifests(filter, { spec: { configPatches: [] } }))).toEqual([open(all)]);
  });

  test("are all removed", () => {
    const manifests = istioManifests().map((one) => {
      const text = JSON.stringify(one).replace(',{"remove":"x-gateway-inference-objective"}', "");
      return manifestSchema.parse(JSON.parse(text));
    });

    expect(problemsIn(manifests)).toEqual([open("x-gateway-inference-objective")]);
  });

  test("are removed at the Gateway of the stack, and not at one of that name elsewhere", () => {
    // One more target: lists of named things merge by name.
    expect(problemsIn(istioManifests(filter, { spec: { targetRefs: targetOf("edge") } }))).toEqual([
      "EnvoyFilter demo/client-headers: must target a Gateway of the stack, got Gateway demo/edge; " +
        "name Gateway demo/inference-gateway [BrokenReference]",
    ]);
    expect(problemsIn(istioManifests(filter, { metadata: { namespace: "models" } }))).toEqual([
      "EnvoyFilter models/client-headers: must target a Gateway of the stack, got Gateway models/inference-gateway; " +
        "name Gateway demo/inference-gateway [BrokenReference]",
      open(all),
    ]);
  });

  test("are not read from an EnvoyFilter that is incomplete, and another one may change anything else", () => {
    expect(problemsIn(istioManifests(filter, { spec: { targetRefs: "gone" } }))).toEqual([
      `${filter} spec.targetRefs: must be complete, got Invalid input: expected array, received string; ` +
        "add what is missing [InvalidObject]",
      open(all),
    ]);
    const value = { name: "envoy.filters.http.lua" };
    const another = filterOf({
      targetRefs: targetOf("inference-gateway"),
      configPatches: [{ applyTo: "HTTP_FILTER", patch: { operation: "INSERT_FIRST", value } }],
    });
    expect(problemsIn([...istioManifests(), another])).toEqual([]);
  });
});

describe("the timeout of a route", () => {
  const route = "HTTPRoute demo/beta-2b";
  const withTimeouts = (timeouts: unknown) => {
    const manifests = istioManifests();
    return problemsIn(
      manifests.map((one) => {
        if (`${one.kind} demo/${one.metadata.name}` !== route) return one;
        const spec: unknown = JSON.parse(
          JSON.stringify(one["spec"]).replace('{"request":"300s"}', JSON.stringify(timeouts)),
        );
        return { ...one, spec };
      }),
    );
  };
  const endless = (got: string) => [
    `${route}: must limit the time of a request in each of its rules, got ${got}; set timeouts.request, such as 300s [BrokenReference]`,
  ];

  test("may be any that ends", () => {
    expect(withTimeouts({ request: "1h30m" })).toEqual([]);
    expect(withTimeouts({ request: "10s" })).toEqual([]);
  });

  test("is neither missing nor 0, which both mean no limit", () => {
    expect(withTimeouts({})).toEqual(endless("{}"));
    expect(withTimeouts({ backendRequest: "300s" })).toEqual(endless('{"backendRequest":"300s"}'));
    expect(withTimeouts({ request: "0s" })).toEqual(endless('{"request":"0s"}'));
    expect(withTimeouts({ request: "0h0m0s" })).toEqual(endless('{"request":"0h0m0s"}'));
  });
});

test("a map that BBR cannot see, in another namespace", () => {
  const beta = resolveModelServing({ model: "acme/Beta-2B", accelerator: "tpu-v6e-4", namespace: "demo" });
  const { name } = routerMapConfigMap(beta).metadata;

  expect(problemsIn(istioManifests(`ConfigMap demo/${name}`, { metadata: { namespace: "models" } }))).toEqual(
    [
      `ConfigMap models/${name}: must be in the namespace of BBR, which is the gateway's, got models; ` +
        "move it to demo [BrokenReference]",
    ],
  );
});
