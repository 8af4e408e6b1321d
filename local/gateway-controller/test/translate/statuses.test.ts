import {
  bodyBasedRouter,
  gateway,
  metadata,
  model,
  modelRule,
  oneModel,
  pool,
  poolRef,
  route,
  translateObjects,
} from "../support/cluster";
import { at, conditions, statusOf } from "../support/outcome";

test("of the classes, only GKE's get a status", () => {
  const classes = ["gke-l7-rilb", "gke-l7-gxlb", "istio"].map((name) => ({ metadata: metadata(name) }));
  const { statuses } = translateObjects({ gatewayclasses: classes });
  expect(statuses(true).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "gatewayclasses gke-l7-rilb",
    "gatewayclasses gke-l7-gxlb",
  ]);
});

describe("a Gateway", () => {
  const broken = { name: "tcp", port: 81, protocol: "TCP" };

  test("with one listener that cannot be served still is programmed, and says which one", () => {
    const listeners = [{ name: "http", port: 80, protocol: "HTTP" }, broken];
    const translation = translateObjects({ gateways: [gateway("gateway", { listeners })] });
    expect(conditions(translation, "gateways", "gateway")).toContain("Programmed=True Programmed");
    expect(conditions(translation, "gateways", "gateway", ["listeners", 1])).toEqual([
      "Accepted=False UnsupportedProtocol: protocol must be HTTP on a laptop, got TCP",
      "Programmed=False Invalid: protocol must be HTTP on a laptop, got TCP",
      "ResolvedRefs=True ResolvedRefs",
    ]);
  });

  test("without any listener that can be served is not programmed", () => {
    const translation = translateObjects({ gateways: [gateway("gateway", { listeners: [broken] })] });
    expect(conditions(translation, "gateways", "gateway")).toEqual([
      "Accepted=True Accepted",
      "Programmed=False Invalid: no listener can be served; their conditions say why",
    ]);
  });

  test("whose routing extension is wrong says so rather than that it waits for Envoy", () => {
    const translation = translateObjects(oneModel(), bodyBasedRouter({}, { appProtocol: "HTTP" }));
    const message = (accepted: boolean) =>
      at(statusOf(translation, "gateways", "gateway", accepted), ["conditions", 1, "message"]);
    expect(message(false)).toBe(message(true));
    expect(message(true)).toContain("9004");
  });

  test("counts each route once, however many parentRefs it has, and none that is refused", () => {
    const twice = route("twice", [modelRule("qwen")], {
      parentRefs: [{ name: "gateway" }, { name: "gateway", sectionName: "http" }],
    });
    const refused = route("refused", [{ ...modelRule("qwen"), timeouts: { request: "1s" } }]);
    const translation = translateObjects(oneModel(), { httproutes: [twice, refused] });
    expect(at(statusOf(translation, "gateways", "gateway"), ["listeners", 0, "attachedRoutes"])).toBe(2);
    expect(at(statusOf(translation, "httproutes", "twice"), ["parents"])).toHaveLength(2);
  });
});

describe("a route", () => {
  test("says for each of its Gateways what became of it there", () => {
    const elsewhere = route("both", [modelRule("qwen")], {
      parentRefs: [{ name: "gateway" }, { name: "gateway", sectionName: "https", port: 443 }],
    });
    const translation = translateObjects(oneModel(), { httproutes: [elsewhere] });
    expect(conditions(translation, "httproutes", "both", ["parents", 0])).toEqual([
      "Accepted=True Accepted",
      "ResolvedRefs=True ResolvedRefs",
      "Reconciled=True ReconciliationSucceeded",
    ]);
    const missing = "Gateway llm/gateway has no listener with sectionName https and port 443";
    expect(conditions(translation, "httproutes", "both", ["parents", 1])).toEqual([
      `Accepted=False NoMatchingParent: ${missing}`,
      "ResolvedRefs=True ResolvedRefs",
      `Reconciled=False ReconciliationFailed: ${missing}`,
    ]);
  });

  test("to a pool that is not there is accepted, but neither resolved nor reconciled", () => {
    const translation = translateObjects(oneModel(), { httproutes: [route("lost", [modelRule("none")])] });
    const problem =
      'Error GWCER104: HTTPRoute "llm/lost" is misconfigured, err: InferencePool "llm/none" does not exist';
    expect(conditions(translation, "httproutes", "lost", ["parents", 0])).toEqual([
      "Accepted=True Accepted",
      `ResolvedRefs=False BackendNotFound: ${problem}`,
      `Reconciled=False ReconciliationFailed: ${problem}`,
    ]);
  });

  test("without a Gateway of GKE's classes among its parents has no status from here", () => {
    const foreign = route("foreign", [modelRule("qwen")], { parentRefs: [{ name: "other" }] });
    const service = route("mesh", [modelRule("qwen")], {
      parentRefs: [{ kind: "Service", name: "gateway" }],
    });
    const { statuses } = translateObjects(oneModel(), { httproutes: [foreign, service] });
    const routes = statuses(true).filter(({ kind }) => kind === "httproutes");
    expect(routes.map(({ name }) => name)).toEqual(["qwen"]);
  });
});

describe("a pool", () => {
  const parentsOf = (translation: ReturnType<typeof translateObjects>, name: string) =>
    at(statusOf(translation, "inferencepools", name), ["parents"]);

  test("names each Gateway once, however many routes lead from it", () => {
    const second = route("second", [modelRule("qwen", "org/tuned")]);
    expect(parentsOf(translateObjects(oneModel(), { httproutes: [second] }), "qwen")).toHaveLength(1);
  });

  test("has no parent from a route that means a pool of its name in another namespace", () => {
    const crossing = route("crossing", [{ backendRefs: [poolRef("phi", { namespace: "other" })] }]);
    const translation = translateObjects(oneModel(), {
      inferencepools: [pool("phi")],
      httproutes: [crossing],
    });
    expect(parentsOf(translation, "phi")).toEqual([]);
    expect(parentsOf(translation, "qwen")).toHaveLength(1);
  });

  test("of another namespace than the route has no parent from it", () => {
    const other = pool("qwen", {}, { namespace: "other" });
    const { statuses } = translateObjects(oneModel(), { inferencepools: [other] });
    const pools = statuses(true).filter(({ kind }) => kind === "inferencepools");
    expect(pools.map(({ namespace, desired }) => [namespace, at(desired, ["parents", "length"])])).toEqual([
      ["llm", 1],
      ["other", 0],
    ]);
  });
});

test("Envoy's consent changes nothing but whether Gateways are programmed", () => {
  const translation = translateObjects(oneModel(), model("phi"), bodyBasedRouter());
  const [before, after] = [translation.statuses(false), translation.statuses(true)];
  const others = (statuses: typeof before) => statuses.filter(({ kind }) => kind !== "gateways");
  expect(others(before)).toEqual(others(after));
  expect(before.filter(({ kind }) => kind === "gateways")).not.toEqual(
    after.filter(({ kind }) => kind === "gateways"),
  );
});
