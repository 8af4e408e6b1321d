import { readNames } from "../../../../components/gateway/agentgateway/read-names";
import { readManifests } from "../../../../components/proof/views";
import { manifestsIn } from "../../../../components/plan/deployment-plan";
import { manifestOf, manifests, planned } from "./agentgateway-stack";

const namesIn = (objects: typeof manifests) => {
  const { names, problems } = readNames(readManifests(objects).set);
  return { names: names.map(({ kind, name, baseModel }) => `${kind} ${name} of ${baseModel}`), problems };
};

test("the names are those that routes match: a route's first is the model, the others are adapters", () => {
  expect(namesIn(manifests)).toEqual({
    names: [
      "model acme/Alpha-7B of acme/Alpha-7B",
      "other alpha-sql of acme/Alpha-7B",
      "model acme/Beta-2B of acme/Beta-2B",
    ],
    problems: [],
  });
});

test("names beyond the first rule of a route are adapters of the same model", () => {
  const adapters = Array.from({ length: 20 }, (_, index) => ({
    name: `alpha-${index}`,
    source: "acme/lora",
  }));
  const many = planned({ models: [{ model: "acme/Alpha-7B", weightsGiB: 15, adapters }] });

  expect(namesIn(manifestsIn(many)).names).toEqual([
    "model acme/Alpha-7B of acme/Alpha-7B",
    ...adapters.map(({ name }) => `other ${name} of acme/Alpha-7B`),
  ]);
});

test("other headers are no names", () => {
  const route = {
    ...manifestOf("beta-2b/route"),
    spec: {
      parentRefs: [],
      rules: [{ matches: [{ headers: [{ name: "x-team", value: "red" }] }], backendRefs: [] }],
    },
  };

  expect(namesIn([route])).toEqual({ names: [], problems: [] });
});
