import { gke } from "../../../components/gateway/gke/provider";
import { proveRouting } from "../../../components/proof/routing-proof";
import { readManifests } from "../../../components/proof/views";
import { broken, goodManifests, problemsIn, without, withoutTask } from "../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";
const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];
const paths = ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"];
const matchesOf = (headers: readonly object[]) =>
  paths.map((value) => ({ path: { type: "Exact", value }, headers }));

const namesOf = (manifests: ReturnType<typeof goodManifests>) =>
  proveRouting(readManifests(manifests).set, gke.routing).names.map(
    ({ name, pools }) => `${name} -> ${pools.map(({ pool }) => pool).join(" and ")}`,
  );

test("every model and every adapter reaches the one pool whose pods serve it", () => {
  const { names, problems } = proveRouting(readManifests(goodManifests()).set, gke.routing);

  expect(problems).toEqual([]);
  expect(names).toEqual([
    {
      name: "acme/Alpha-7B",
      kind: "model",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pools: [{ pool: "alpha-7b", deployment: "alpha-7b", replicas: 1, weight: 1 }],
      task: "generate",
      paths,
    },
    {
      name: "alpha-sql",
      kind: "other",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pools: [{ pool: "alpha-7b", deployment: "alpha-7b", replicas: 1, weight: 1 }],
      task: "generate",
      paths,
    },
    {
      name: "acme/Beta-2B",
      kind: "model",
      baseModel: "acme/Beta-2B",
      route: "beta-2b",
      pools: [{ pool: "beta-2b", deployment: "beta-2b", replicas: 1, weight: 1 }],
      task: "generate",
      paths,
    },
  ]);
});

describe("a name that does not arrive", () => {
  test("has no route", () => {
    const manifests = without("HTTPRoute demo/beta-2b");

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Beta-2B in one route [BrokenRouting]",
    ]);
    expect(namesOf(manifests)).toEqual(["acme/Alpha-7B -> alpha-7b", "alpha-sql -> alpha-7b"]);
  });

  test("is matched in another case", () => {
    const rules = [{ matches: matchesOf([{ ...header, value: "acme/alpha-7b" }]), backendRefs }];

    expect(problemsIn(broken(route, { spec: { rules } }))).toEqual([
      'name "acme/Alpha-7B": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "alpha-sql": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
    ]);
  });

  test("is matched by two routes", () => {
    const rules = [
      { matches: matchesOf([header]), backendRefs: [{ kind: "InferencePool", name: "beta-2b" }] },
    ];

    expect(problemsIn(broken("HTTPRoute demo/beta-2b", { spec: { rules } }))).toEqual([
      'name "acme/Alpha-7B": must be matched by exactly one rule, got 2; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "alpha-sql": must be matched by exactly one rule, got 2; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "acme/Beta-2B": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Beta-2B in one route [BrokenRouting]",
    ]);
  });

  test("arrives at pods that serve another name", () => {
    const args = ["--model", "acme/Beta-2B", "--served-model-name", "beta"];
    const containers = [{ name: "vllm", args }];
    const manifests = broken("Deployment demo/beta-2b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must be a name that beta-2b serves, got "beta"; serve it under exactly this name [BrokenRouting]',
    ]);
  });

  test("is an adapter that no pod has loaded", () => {
    const containers = [{ name: "vllm", args: ["--model", "acme/Alpha-7B"] }];
    const manifests = broken("Deployment demo/alpha-7b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "alpha-sql": must be a name that alpha-7b serves, got "acme/Alpha-7B"; ' +
        "serve it under exactly this name [BrokenRouting]",
    ]);
  });

  test("arrives at pods that serve nothing", () => {
    const containers = [{ name: "vllm", args: ["--port", "8000"] }];
    const manifests = broken("Deployment demo/beta-2b", { spec: { template: { spec: { containers } } } });

    expect(problemsIn(manifests)).toEqual([
      'name "acme/Beta-2B": must be a name that beta-2b serves, got none; serve it under exactly this name [BrokenRouting]',
    ]);
  });
});

test("a Service that has the name of a pool is no pool", () => {
  const rules = [{ matches: matchesOf([header]), backendRefs: [{ kind: "Service", name: "alpha-7b" }] }];

  expect(problemsIn(broken(route, { spec: { rules } }))).toContain(
    'name "acme/Alpha-7B": must reach only declared pools, got Service alpha-7b; name a pool [BrokenRouting]',
  );
});

describe("a route's path", () => {
  const withMatches = (matches: readonly object[]) =>
    broken(route, { spec: { rules: [{ matches, backendRefs }] } });
  const arrives = ["acme/Alpha-7B -> alpha-7b", "alpha-sql -> alpha-7b", "acme/Beta-2B -> beta-2b"];

  test.each([
    ["PathPrefix", "/"],
    ["PathPrefix", ""],
  ])("%s %s takes every path", (type, value) => {
    expect(namesOf(withMatches([{ path: { type, value }, headers: [header] }]))).toEqual(arrives);
  });

  test.each([
    ["PathPrefix", "/v"],
    ["PathPrefix", "/v2"],
    ["Exact", "/v1"],
    ["Exact", "/v1/chat/completions/"],
  ])("%s %s takes none of the paths", (type, value) => {
    expect(namesOf(withMatches([{ path: { type, value }, headers: [header] }]))).toEqual([
      "acme/Beta-2B -> beta-2b",
    ]);
  });

  test("that is missing is a problem of every name behind it", () => {
    const manifests = withMatches(matchesOf([header]).filter(({ path }) => path.value !== "/v1/responses"));
    const missing = "must reach pool alpha-7b at every path of its task, generate, got none at /v1/responses";

    expect(problemsIn(manifests)).toEqual(
      ["acme/Alpha-7B", "alpha-sql"].map(
        (name) =>
          `name "${name}": ${missing}; match these paths exactly in HTTPRoute alpha-7b [BrokenRouting]`,
      ),
    );
  });

  test("may be matched for POST, which is all that is proven", () => {
    const forMethod = (method: string) => matchesOf([header]).map((match) => ({ ...match, method }));

    expect(namesOf(withMatches(forMethod("POST")))).toEqual(arrives);
    expect(namesOf(withMatches(forMethod("GET")))).toEqual(["acme/Beta-2B -> beta-2b"]);
  });

  test("is not matched where a query is asked for", () => {
    const queryParams = [{ name: "a", value: "b" }];
    const matches = matchesOf([header]).map((match) => ({ ...match, queryParams }));

    expect(namesOf(withMatches(matches))).toEqual(["acme/Beta-2B -> beta-2b"]);
  });
});

describe("a task that the manifests do not tell", () => {
  const args = ["--model", "acme/Alpha-7B", "--lora-modules", "alpha-sql=x"];
  const servedWith = (more: readonly string[]) =>
    broken("Deployment demo/alpha-7b", {
      spec: { template: { spec: { containers: [{ name: "vllm", args: [...args, ...more] }] } } },
    }).map(withoutTask);
  const tasksOf = (more: readonly string[]) =>
    proveRouting(readManifests(servedWith(more)).set, gke.routing).names.map(({ task }) => task);

  test("is to generate, where vLLM is not told to pool", () => {
    expect(tasksOf([])).toEqual(["generate", "generate", "generate"]);
  });

  test("is unknown where vLLM decides by the checkpoint, so that no path is missed", () => {
    expect(tasksOf(["--runner", "pooling"])).toEqual([undefined, undefined, "generate"]);
    expect(problemsIn(servedWith(["--runner", "pooling"]))).toEqual([]);
  });

  test("follows from what the checkpoint is converted to", () => {
    const missing = "must reach pool alpha-7b at every path of its task, embed, got none at /v1/embeddings";

    expect(problemsIn(servedWith(["--runner", "pooling", "--convert=embed"]))).toEqual([
      "HTTPRoute demo/alpha-7b: must open only the paths of its model's task, got /v1/chat/completions, /v1/completions, " +
        "/v1/responses; match each of its paths exactly: /v1/embeddings, /tokenize [BrokenRouting]",
      ...["acme/Alpha-7B", "alpha-sql"].map(
        (name) =>
          `name "${name}": ${missing}; match these paths exactly in HTTPRoute alpha-7b [BrokenRouting]`,
      ),
    ]);
  });
});

test("a header's name counts in any case", () => {
  const headers = [{ ...header, name: "x-gateway-base-model-name" }];

  expect(
    problemsIn(broken(route, { spec: { rules: [{ matches: matchesOf(headers), backendRefs }] } })),
  ).toEqual([]);
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
    "HTTPRoute demo/alpha-7b: must open only the paths of its model's task, got PathPrefix /; " +
      `match each of its paths exactly: ${paths.join(", ")} [BrokenRouting]`,
    'name "acme/Beta-2B": must be matched by exactly one rule, got 2; ' +
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
      "serve it under exactly this name [BrokenRouting]",
    "Deployment demo/alpha-7b: must be in one pool, got alpha-7b, beta-2b; make the selectors differ [BrokenRouting]",
  ]);
});
