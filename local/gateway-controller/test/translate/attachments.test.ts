import { gateway, metadata, model, modelRule, route, translateObjects } from "../support/cluster";
import type { RawObject } from "../support/cluster";
import { conditions } from "../support/outcome";

const http = { name: "http", port: 80, protocol: "HTTP" };
const attached = "Accepted=True Accepted";
const refused =
  "Accepted=False NotAllowedByListeners: allowedRoutes of Gateway infra/gateway does not admit routes of namespace llm";

/** What a Gateway of namespace infra says to a route of namespace llm. */
function accepted(
  namespaces: RawObject,
  namespaceLabels?: Readonly<Record<string, string>>,
): string | undefined {
  const listeners = [{ ...http, allowedRoutes: { namespaces } }];
  const translation = translateObjects(model("phi"), {
    gateways: [gateway("gateway", { listeners }, { namespace: "infra" })],
    httproutes: [
      route("subject", [modelRule("phi")], { parentRefs: [{ name: "gateway", namespace: "infra" }] }),
    ],
    namespaces:
      namespaceLabels === undefined ? [] : [{ metadata: metadata("llm", { labels: namespaceLabels }) }],
  });
  return conditions(translation, "httproutes", "subject", ["parents", 0])[0];
}

const team = { matchLabels: { team: "llm" } };

test.each<[string, RawObject, Readonly<Record<string, string>> | undefined, string]>([
  ["All takes it", { from: "All" }, undefined, attached],
  ["Same does not", { from: "Same" }, undefined, refused],
  ["nothing said is Same", {}, undefined, refused],
  ["None does not, nor a word of a later API", { from: "None" }, undefined, refused],
  [
    "a selector takes a namespace with its labels",
    { from: "Selector", selector: team },
    { team: "llm" },
    attached,
  ],
  ["a selector leaves others out", { from: "Selector", selector: team }, { team: "web" }, refused],
  [
    "a namespace that is not known yet has no labels",
    { from: "Selector", selector: team },
    undefined,
    refused,
  ],
  ["an empty selector takes every namespace", { from: "Selector", selector: {} }, {}, attached],
  ["Selector without one takes none", { from: "Selector" }, { team: "llm" }, refused],
  [
    "expressions are not understood, so that nothing is let in by them",
    {
      from: "Selector",
      selector: { ...team, matchExpressions: [{ key: "env", operator: "DoesNotExist" }] },
    },
    { team: "llm" },
    refused,
  ],
  ["a selector beside All does not narrow it", { from: "All", selector: team }, { team: "web" }, attached],
])("a route of another namespace: %s", (_title, namespaces, labels, wanted) => {
  expect(accepted(namespaces, labels)).toBe(wanted);
});

test("a route is taken by those listeners that admit it, and by no other", () => {
  const listeners = [
    http,
    { ...http, name: "open", port: 81, allowedRoutes: { namespaces: { from: "All" } } },
  ];
  const translation = translateObjects(model("phi"), {
    gateways: [gateway("gateway", { listeners }, { namespace: "infra" })],
    httproutes: [
      route("subject", [modelRule("phi")], { parentRefs: [{ name: "gateway", namespace: "infra" }] }),
    ],
  });
  const served = translation.envoy.routes.map(({ name, body }) => [
    name,
    JSON.stringify(body).includes("pool_llm_phi"),
  ]);
  expect(served).toEqual([
    ["infra_gateway_http", false],
    ["infra_gateway_open", true],
  ]);
});
