import { checkRouteFeatures } from "../../../../components/gateway/gke/check-route-features";
import { readManifests } from "../../../../components/proof/views";
import { formatProblem } from "../../../../components/problems/problems";
import { broken, problemsIn } from "../../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";

const headers = [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" }];

const rule = {
  matches: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"].map((value) => ({
    path: { type: "Exact", value },
    headers,
  })),
  backendRefs: [{ kind: "InferencePool", name: "alpha-7b" }],
};

test("a route with timeouts, which GKE drops", () => {
  const rules = [{ ...rule, timeouts: { request: "300s" } }];

  expect(problemsIn(broken(route, { spec: { rules } }))).toEqual([
    `${route}: must not set timeouts, got timeouts; set them in a GCPBackendPolicy; GKE drops such a route [BrokenReference]`,
  ]);
});

test.each([
  ["method POST", { method: "POST" }],
  ["query parameter a", { queryParams: [{ name: "a", value: "b" }] }],
  ["regular expression a.*", { headers: [{ ...headers[0], type: "RegularExpression", value: "a.*" }] }],
  ["regular expression /v1/.*", { path: { type: "RegularExpression", value: "/v1/.*" } }],
])("a match of %s, which GKE refuses", (got, part) => {
  const rules = [{ ...rule, matches: [...rule.matches, { ...rule.matches[0], ...part }] }];
  const { set } = readManifests(broken(route, { spec: { rules } }));

  expect(checkRouteFeatures(set).map(formatProblem)).toEqual([
    `${route}: must match only what GKE can match, got ${got}; ` +
      "match only paths and exact headers; GKE drops such a route [BrokenReference]",
  ]);
});
