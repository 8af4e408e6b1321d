import { manifestsIn } from "../../../components/plan/deployment-plan";
import { describeManifest } from "../../../components/plan/manifest";
import type { Manifest } from "../../../components/plan/manifest";
import { mergePatch } from "../../../components/plan/merge-patch";
import { goesFirst } from "../../../components/proof/route-matches";
import { alpha, beta, problemsIn } from "../../support/fixture";
import { planWithAnswers } from "../gateway/static-answers/answers-fixture";

const good = manifestsIn(planWithAnswers([alpha, beta]));
const answers = "HTTPRoute demo/static-answers";
const model = "HTTPRoute demo/alpha-7b";

function changed(description: string, patch: object): readonly Manifest[] {
  if (!good.some((one) => describeManifest(one) === description)) throw new Error(`no ${description}`);
  return good.map((one) => (describeManifest(one) === description ? mergePatch(one, patch) : one));
}

const toAnswers = [{ kind: "Service", name: "static-answers", port: 8080 }];
const ruleOf = (...paths: readonly (readonly [string, string])[]) => ({
  matches: paths.map(([type, value]) => ({ path: { type, value } })),
  backendRefs: toAnswers,
});

const noCatchAll =
  "Service demo/static-answers: must answer every request that no model's route takes, got no route with the prefix / to it; " +
  "add an HTTPRoute that matches PathPrefix / without headers [BrokenRouting]";

test("static answers take nothing from a model, and an unknown name reaches them", () => {
  expect(problemsIn(good)).toEqual([]);
});

test.each([
  ["is missing", good.filter((one) => describeManifest(one) !== answers)],
  ["has only the list", changed(answers, { spec: { rules: [ruleOf(["Exact", "/v1/models"])] } })],
  ["is only for some", changed(answers, { spec: { rules: [ruleOf(["PathPrefix", "/v1"])] } })],
])("a catch-all that %s is missed", (_, manifests) => {
  expect(problemsIn(manifests)).toEqual([noCatchAll]);
});

test("a model's route that takes the list of models with a forged header is found", () => {
  const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
  const own = ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize", "/v1/models"];
  const matches = own.map((value) => ({ path: { type: "Exact", value }, headers: [header] }));
  const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];

  expect(problemsIn(changed(model, { spec: { rules: [{ matches, backendRefs }] } }))).toContain(
    "HTTPRoute alpha-7b: must leave /v1/models to the list of models, whatever the routing header is, " +
      'got Exact /v1/models for "acme/Alpha-7B"; match only the paths of the model\'s task [BrokenRouting]',
  );
});

test("a prefix with a forged header does not take the exact path of the list", () => {
  const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
  const matches = [{ path: { type: "PathPrefix", value: "/v1" }, headers: [header] }];
  const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];
  const found = problemsIn(changed(model, { spec: { rules: [{ matches, backendRefs }] } }));

  expect(found.filter((line) => line.includes("list of models"))).toEqual([]);
});

test("an exact path of the static answers that is also a model's goes after it, which has a header more", () => {
  const rules = [ruleOf(["PathPrefix", "/"], ["Exact", "/v1/models"], ["Exact", "/v1/completions"])];

  expect(problemsIn(changed(answers, { spec: { rules } }))).toEqual([]);
});

test("a longer path of the static answers than a model's takes its requests", () => {
  const header = { type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" };
  const matches = [{ path: { type: "PathPrefix", value: "/" }, headers: [header] }];
  const backendRefs = [{ kind: "InferencePool", name: "alpha-7b" }];
  const rules = [ruleOf(["PathPrefix", "/"], ["PathPrefix", "/v1"], ["Exact", "/tokenize"])];
  const both = changed(answers, { spec: { rules } }).map((one) =>
    describeManifest(one) === model ? mergePatch(one, { spec: { rules: [{ matches, backendRefs }] } }) : one,
  );

  expect(problemsIn(both).filter((line) => line.includes("go before"))).toEqual(
    ["acme/Alpha-7B", "alpha-sql"].map(
      (name) =>
        `name "${name}": must go before the static answers at every path of its task, got these first at ` +
        "/v1/chat/completions, /v1/completions, /v1/responses, /tokenize; " +
        "match its paths exactly, and only prefixes for the static answers [BrokenRouting]",
    ),
  );
});

test("pods that are in a pool give no static answers: the catch-all then leads an unknown name to a model", () => {
  const selector = { "app.kubernetes.io/component": null, "switchyard.dev/model": "alpha-7b" };

  expect(problemsIn(changed("Service demo/static-answers", { spec: { selector } }))).toContain(
    "HTTPRoute static-answers: must not match a name that nobody serves, got pool static-answers; " +
      "match X-Gateway-Base-Model-Name exactly [BrokenRouting]",
  );
});

const exact = (value: string, headers: number) => ({ type: "Exact", value, headers });
const prefix = (value: string, headers: number) => ({ type: "PathPrefix", value, headers });

test.each([
  [exact("/a", 0), prefix("/a", 1), true],
  [prefix("/a", 1), exact("/a", 0), false],
  [prefix("/a/b", 0), prefix("/a", 1), true],
  [prefix("/a/", 0), prefix("/a", 0), false],
  [exact("/a", 1), exact("/a", 0), true],
  [exact("/a", 0), exact("/a", 0), false],
])("%j goes before %j: %s", (one, other, expected) => {
  expect(goesFirst(one, other)).toBe(expected);
});
