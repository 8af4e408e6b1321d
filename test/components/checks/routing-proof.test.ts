import { proveRouting, servedNames } from "../../../components/checks/routing-proof";
import { readManifests } from "../../../components/checks/views";
import { describeManifest } from "../../../components/plan/manifest";
import { mergePatch } from "../../../components/plan/merge-patch";
import { resolveVariants } from "../../../components/serving/variants";
import { broken, gamma, goodManifests, planOf, problemsIn, without } from "../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";
const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];

const namesOf = (manifests: ReturnType<typeof goodManifests>) =>
  proveRouting(readManifests(manifests).set).names.map(
    ({ name, pools }) => `${name} -> ${pools.map(({ pool }) => pool).join(" and ")}`,
  );

test("every model and every adapter reaches the one pool whose pods serve it", () => {
  const { names, problems } = proveRouting(readManifests(goodManifests()).set);

  expect(problems).toEqual([]);
  expect(names).toEqual([
    {
      name: "acme/Alpha-7B",
      kind: "model",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pools: [{ pool: "alpha-7b", deployment: "alpha-7b", replicas: 1, weight: 1 }],
    },
    {
      name: "alpha-sql",
      kind: "adapter",
      baseModel: "acme/Alpha-7B",
      route: "alpha-7b",
      pools: [{ pool: "alpha-7b", deployment: "alpha-7b", replicas: 1, weight: 1 }],
    },
    {
      name: "acme/Beta-2B",
      kind: "model",
      baseModel: "acme/Beta-2B",
      route: "beta-2b",
      pools: [{ pool: "beta-2b", deployment: "beta-2b", replicas: 1, weight: 1 }],
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
    const rules = [{ matches: [{ headers: [{ ...header, value: "acme/alpha-7b" }] }], backendRefs }];

    expect(problemsIn(broken(route, { spec: { rules } }))).toEqual([
      'name "acme/Alpha-7B": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
      'name "alpha-sql": must be matched by exactly one rule, got 0; ' +
        "match X-Gateway-Base-Model-Name: acme/Alpha-7B in one route [BrokenRouting]",
    ]);
  });

  test("is matched by two routes", () => {
    const rules = [
      { matches: [{ headers: [header] }], backendRefs: [{ kind: "InferencePool", name: "beta-2b" }] },
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
      "serve it under this very name [BrokenRouting]",
    "Deployment demo/alpha-7b: must be in one pool, got alpha-7b, beta-2b; make the selectors differ [BrokenRouting]",
  ]);
});

test.each([
  ["its own name", ["--model", "a/b"], ["a/b"]],
  ["several served names", ["--model", "a/b", "--served-model-name", "x", "y", "--port", "1"], ["x", "y"]],
  ["adapters beside it", ["--lora-modules", "p=q/r", "s=t", "--model", "m"], ["m", "p", "s"]],
  ["nothing", [], []],
])("vLLM answers to %s", (_, args, expected) => {
  expect(servedNames(args)).toEqual(expected);
});

describe("a name with several pools", () => {
  const manifests = planOf(...gamma).map(({ manifest }) => manifest);
  const changed = (description: string, patch: object) =>
    problemsIn(
      manifests.map((manifest) =>
        describeManifest(manifest) === description ? mergePatch(manifest, patch) : manifest,
      ),
    );
  const ref = (name: string, weight?: number) => ({
    ...{ group: "inference.networking.k8s.io", kind: "InferencePool", name },
    ...(weight === undefined ? {} : { weight }),
  });
  const backends = (...backendRefs: readonly object[]) => {
    const matches = [{ headers: [{ ...header, value: "acme/Gamma-3B" }] }];
    return changed("HTTPRoute demo/gamma-3b", { spec: { rules: [{ matches, backendRefs }] } });
  };
  const [lead, follower] = ["gamma-3b", "gamma-3b-nvidia-l4"] as const;
  const ofBoth = (problem: string) =>
    ["acme/Gamma-3B", "gamma-sql"].map((name) => `name "${name}": ${problem}`);

  test("reaches each by its weight", () => {
    const { names, problems } = proveRouting(readManifests(manifests).set);

    expect(problems).toEqual([]);
    expect(names.map(({ name, route, pools }) => [name, route, pools])).toEqual(
      ["acme/Gamma-3B", "gamma-sql"].map((name) => [
        name,
        lead,
        [
          { pool: lead, deployment: lead, replicas: 2, weight: 3 },
          { pool: follower, deployment: follower, replicas: 1, weight: 1 },
        ],
      ]),
    );
    expect(problemsIn(manifests)).toEqual([]);
  });

  test("may keep one of them without requests, and counts a weight that is not said as 1", () => {
    expect(backends(ref(lead), ref(follower, 0))).toEqual([]);
  });

  test("is served under this very name by all of them, those without requests too", () => {
    const containers = [{ name: "vllm", args: ["--model", "acme/Other"] }];
    const wrong = changed(`Deployment demo/${follower}`, {
      spec: { template: { spec: { containers } } },
    });

    expect(wrong).toEqual(
      ofBoth(
        `must be a name that ${follower} serves, got "acme/Other"; serve it under this very name [BrokenRouting]`,
      ),
    );
  });

  test("sends something to one at least", () => {
    expect(backends(ref(lead, 0), ref(follower, 0))).toEqual(
      ofBoth("must reach a pool, got no weight above 0; give one of its pools a weight [BrokenRouting]"),
    );
  });

  test("has each of them once", () => {
    expect(backends(ref(lead, 1), ref(follower, 1), ref(lead, 2))).toEqual(
      ofBoth(`must reach a pool by one backendRef, got ${lead} twice; add their weights up [BrokenRouting]`),
    );
  });

  test("leaves none out that serves it", () => {
    expect(backends(ref(lead, 1))).toEqual(
      ofBoth(
        `must reach every pool that serves it, got none to ${follower}; add a backendRef [BrokenRouting]`,
      ),
    );
  });

  test("loses no request to one without replicas", () => {
    expect(changed(`Deployment demo/${follower}`, { spec: { replicas: 0 } })).toEqual(
      ofBoth(
        `must be sent to pools with replicas alone, got weight 1 for ${follower}, which has none; ` +
          "set it to 0, so that the others get its part [BrokenRouting]",
      ),
    );
    expect(
      problemsIn(
        planOf(
          ...resolveVariants({
            ...{ model: "acme/Gamma-3B", accelerator: "nvidia-l4", namespace: "demo", replicas: 0 },
            variants: [{}, { accelerator: "tpu-v6e-4" }],
          }),
        ).map(({ manifest }) => manifest),
      ),
    ).toEqual([]);
  });

  test("has them in one rule", () => {
    const match = { headers: [{ ...header, value: "acme/Gamma-3B" }] };
    const rules = [lead, follower].map((name) => ({ matches: [match], backendRefs: [ref(name)] }));

    expect(changed("HTTPRoute demo/gamma-3b", { spec: { rules } })).toEqual(
      ofBoth(
        "must be matched by exactly one rule, got 2; match X-Gateway-Base-Model-Name: acme/Gamma-3B in one route [BrokenRouting]",
      ),
    );
  });

  test("shares no pod between them", () => {
    const selector = { matchLabels: { "switchyard.dev/model": lead } };

    expect(changed(`InferencePool demo/${follower}`, { spec: { selector } })).toEqual([
      `Deployment demo/${lead}: must be in one pool, got ${lead}, ${follower}; make the selectors differ [BrokenRouting]`,
    ]);
  });
});
