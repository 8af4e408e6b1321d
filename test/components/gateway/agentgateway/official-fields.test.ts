import { mergePatch } from "../../../../components/plan/merge-patch";
import { manifestsIn } from "../../../../components/plan/deployment-plan";
import { manifestOf, planned } from "./agentgateway-stack";
import { officialObject } from "./official-fields";

const stacks = {
  "an internal one": planned(),
  "a public one with long names": planned({
    gateway: { provider: "agentgateway", exposure: "public", name: "g".repeat(63) },
    namespace: "n".repeat(63),
  }),
};

test.each(Object.entries(stacks))("the definitions take every object of %s", (_name, plan) => {
  const own = manifestsIn(plan).filter(({ apiVersion }) => apiVersion.startsWith("agentgateway.dev/"));

  expect(own.map(({ kind }) => kind)).toEqual([
    "AgentgatewayParameters",
    "AgentgatewayPolicy",
    "AgentgatewayPolicy",
  ]);
  for (const object of own) expect(officialObject.safeParse(object).error?.issues).toBeUndefined();
});

test.each<[string, string, object]>([
  ["an unknown field", "model-from-body", { traffic: { phaze: "PreRouting" } }],
  [
    "a listener for a frontend",
    "request-bodies",
    { targetRefs: [{ name: "inference-gateway", sectionName: "http" }] },
  ],
  ["an answer before routing", "model-from-body", { traffic: { directResponse: { status: 404 } } }],
  ["a size that is no quantity", "request-bodies", { frontend: { http: { maxBufferSize: "16 MB" } } }],
  ["a shutdown that ends before it begins", "proxy-parameters", { shutdown: { min: 200 } }],
])("the schemas catch %s", (_name, id, spec) => {
  const object = manifestOf(`inference-gateway/${id}`);

  expect(officialObject.safeParse(object).success).toBe(true);
  expect(officialObject.safeParse(mergePatch(object, { spec })).success).toBe(false);
});
