import { proveRouting, servedNames } from "../../../components/checks/routing-proof";
import { readManifests } from "../../../components/checks/views";
import { broken, goodManifests, problemsIn, without } from "../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";
const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];

const namesOf = (manifests: ReturnType<typeof goodManifests>) =>
  proveRouting(readManifests(manifests).set).names.map(({ name, pool }) => `${name} -> ${pool}`);

test("every model and every adapter reaches the one pool whose pods serve it", () => {
  const { names, problems } = proveRouting(readManifests(goodManifests()).set);

  expect(problems).toEqual([]);
  expect(names).toEqual([
    {
      name: "acme/Alpha-7B",
      kind: "model",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pool: "alpha-7b",
      deployment: "alpha-7b",
      replicas: 1,
    },
    {
      name: "alpha-sql",
      kind: "adapter",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pool: "alpha-7b",
      deployment: "alpha-7b",
      replicas: 1,
    },
    {
      name: "acme/Beta-2B",
      kind: "model",
      baseModel: "acme/Beta-2B",
      route: "beta-2b",
      pool: "beta-2b",
      deployment: "beta-2b",
      replicas: 1,
    },
  ]);
});

describe("a name that does not arrive", () => {
  test("has no route", () => {
    const manifests = without("HTTPRoute demo/beta-2b");

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must reach exactly one pool, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Beta-2B in one route [BrokenRouting]",
    ]);
    expect(namesOf(manifests)).toEqual(["acme/Alpha-7B -> alpha-7b", "alpha-sql -> alpha-7b"]);
  });

  test("is matched in another case", () => {
    const rules = [{ matches: [{ headers: [{ ...header, value: "acme/alpha-7b" }] }], backendRefs }];

    expect(problemsIn(broken(route, { spec: { rules } }))).toEqual([
      'name "acme/Alpha-7B": must reach exactly one pool, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "alpha-sql": must reach exactly one pool, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
    ]);
  });

  test("is matched by two routes", () => {
    const rules = [
      { matches: [{ headers: [header] }], backendRefs: [{ kind: "InferencePool", name: "beta-2b" }] },
    ];

    expect(problemsIn(broken("HTTPRoute demo/beta-2b", { spec: { rules } }))).toEqual([
      'name "acme/Alpha-7B": must reach exactly one pool, got 2; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "alpha-sql": must reach exactly one pool, got 2; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "acme/Beta-2B": must reach exactly one pool, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Beta-2B in one route [BrokenRouting]",
    ]);
  });

  test("arrives at pods that serve another name", () => {
    const args = ["--model", "acme/Beta-2B", "--served-model-name", "beta"];
    const containers = [{ name: "vllm", args }];
    const manifests = broken("Deployment demo/beta-2b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must be a name that beta-2b serves, got "beta"; serve it under this very name [BrokenRouting]',
    ]);
  });

  test("is an adapter that no pod has loaded", () => {
    const containers = [{ name: "vllm", args: ["--model", "acme/Alpha-7B"] }];
    const manifests = broken("Deployment demo/alpha-7b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "alpha-sql": must be a name that alpha-7b serves, got "acme/Alpha-7B"; ' +
        "serve it under this very name [BrokenRouting]",
    ]);
  });

  test("arrives at pods that serve nothing", () => {
    const containers = [{ name: "vllm", args: ["--port", "8000"] }];
    const manifests = broken("Deployment demo/beta-2b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must be a name that beta-2b serves, got none; serve it under this very name [BrokenRouting]',
    ]);
  });
});

describe("a route's path", () => {
  const withPath = (path: object) =>
    namesOf(broken(route, { spec: { rules: [{ matches: [{ path, headers: [header] }], backendRefs }] } }));
  const arrives = ["acme/Alpha-7B -> alpha-7b", "alpha-sql -> alpha-7b", "acme/Beta-2B -> beta-2b"];

  test.each([
    ["PathPrefix", "/"],
    ["PathPrefix", "/v1/"],
    ["PathPrefix", "/v1/chat"],
    ["Exact", "/v1/chat/completions"],
  ])("%s %s takes chat completions", (type, value) => {
    expect(withPath({ type, value })).toEqual(arrives);
  });

  test.each([
    ["PathPrefix", "/v"],
    ["PathPrefix", "/v2"],
    ["Exact", "/v1"],
  ])("%s %s does not", (type, value) => {
    expect(withPath({ type, value })).toEqual(["acme/Beta-2B -> beta-2b"]);
  });
});

test("a header's name counts in any case", () => {
  const headers = [{ ...header, name: "x-gateway-base-model-name" }];

  expect(problemsIn(broken(route, { spec: { rules: [{ matches: [{ headers }], backendRefs }] } }))).toEqual(
    [],
  );
});

test.each([
  ["two values of the header", [header, { ...header, value: "acme/Beta-2B" }]],
  ["another header beside it", [header, { name: "X-Team", value: "a" }]],
])("a match of %s is met by no request", (_, headers) => {
  expect(namesOf(broken(route, { spec: { rules: [{ matches: [{ headers }], backendRefs }] } }))).toEqual([
    "acme/Beta-2B -> beta-2b",
  ]);
});

test("a route that matches everything also takes names that nobody serves", () => {
  expect(problemsIn(broken(route, { spec: { rules: [{ backendRefs }] } }))).toEqual([
    'name "acme/Beta-2B": must reach exactly one pool, got 2; ' +
      "match X-Gateway-Base-Model-Name: acme/Beta-2B in one route [BrokenRouting]",
    "HTTPRoute alpha-7b: must not match a name that nobody serves, got pool alpha-7b; " +
      "match X-Gateway-Base-Model-Name exactly [BrokenRouting]",
  ]);
});

test("no pod is in two pools", () => {
  const selector = { matchLabels: { "switchyard.dev/model": "alpha-7b" } };
  const manifests = broken("InferencePool demo/beta-2b", { spec: { selector } });

  expect(problemsIn(manifests)).toEqual([
    'name "acme/Beta-2B": must be a name that alpha-7b serves, got "acme/Alpha-7B", "alpha-sql"; ' +
      "serve it under this very name [BrokenRouting]",
    "Deployment demo/alpha-7b: must be in one pool, got alpha-7b, beta-2b; make the selectors differ [BrokenRouting]",
  ]);
});

test.each([
  ["its own name", ["--model", "a/b"], ["a/b"]],
  ["several served names", ["--model", "a/b", "--served-model-name", "x", "y", "--port", "1"], ["x", "y"]],
  ["adapters beside it", ["--lora-modules", "p=q/r", "s=t", "--model", "m"], ["m", "p", "s"]],
  ["the positional argument of vllm serve", ["m", "--lora-modules", "p=q/r"], ["m", "p"]],
  ["a served name in place of it", ["m", "--served-model-name", "x"], ["x"]],
  ["nothing", [], []],
])("vLLM answers to %s", (_, args, expected) => {
  expect(servedNames(args)).toEqual(expected);
});
