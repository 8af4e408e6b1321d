import { checkRoutes } from "../../../components/proof/check-routes";
import { readManifests } from "../../../components/proof/views";
import { broken, problemsIn, without } from "../../support/fixture";

const route = "HTTPRoute demo/alpha-7b";

const headers = [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Alpha-7B" }];

const rule = {
  matches: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"].map((value) => ({
    path: { type: "Exact", value },
    headers,
  })),
  backendRefs: [{ kind: "InferencePool", name: "alpha-7b" }],
};

test("a route to a pool that is not there", () => {
  const rules = [{ ...rule, backendRefs: [{ kind: "InferencePool", name: "gone" }] }];

  expect(problemsIn(broken(route, { spec: { rules } }))).toEqual([
    `${route}: must lead to an InferencePool of its namespace, got gone; create that pool [BrokenReference]`,
    'name "acme/Alpha-7B": must be served by one Deployment behind pool gone, got 0; correct the pool\'s selector [BrokenRouting]',
    'name "alpha-sql": must be served by one Deployment behind pool gone, got 0; correct the pool\'s selector [BrokenRouting]',
  ]);
});

test("a route of a gateway that is not there", () => {
  expect(problemsIn(broken(route, { spec: { parentRefs: [{ name: "other" }] } }))).toEqual([
    `${route}: must belong to a Gateway of the stack, got demo/other; use demo/inference-gateway [BrokenReference]`,
  ]);
});

test("a parent without a namespace is in the route's own", () => {
  expect(problemsIn(broken(route, { spec: { parentRefs: [{ name: "inference-gateway" }] } }))).toEqual([]);
});

test("a model on its own may belong to anyone's gateway", () => {
  expect(problemsIn(without("Gateway demo/inference-gateway"))).toEqual([]);
});

test("a backend of another kind is nobody's business here", () => {
  const rules = [{ ...rule, backendRefs: [{ kind: "Service", name: "elsewhere" }] }];
  const { set } = readManifests(broken(route, { spec: { rules } }));

  expect(checkRoutes(set)).toEqual([]);
});
