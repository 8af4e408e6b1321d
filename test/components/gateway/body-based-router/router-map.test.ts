import { readRouterMap } from "../../../../components/gateway/body-based-router/router-map";
import { readManifests } from "../../../../components/proof/views";
import { formatProblem } from "../../../../components/problems/problems";
import { routerMapConfigMap } from "../../../../components/gateway/body-based-router/body-based-router";
import { alpha, broken } from "../../../support/fixture";

const map = `ConfigMap demo/${routerMapConfigMap(alpha).metadata.name}`;

function read(patch: object) {
  const { names, problems } = readRouterMap(readManifests(broken(map, patch)).set);
  return { names: names.map(({ name }) => name), problems: problems.map(formatProblem) };
}

test("names are the base models and the adapters", () => {
  expect(read({})).toEqual({ names: ["acme/Alpha-7B", "alpha-sql", "acme/Beta-2B"], problems: [] });
});

test.each(["", "# none\n", "[]"])("adapters may be %j: none", (adapters) => {
  expect(read({ data: { adapters } })).toEqual({ names: ["acme/Alpha-7B", "acme/Beta-2B"], problems: [] });
});

test("names are trimmed, as BBR does", () => {
  expect(read({ data: { baseModel: " acme/Alpha-7B \n" } }).names[0]).toBe("acme/Alpha-7B");
});

test.each(["a: b", "just text", "- {x: 1}", "- a\n b: [c"])("adapters that are no list: %j", (adapters) => {
  expect(read({ data: { adapters } })).toEqual({
    names: ["acme/Beta-2B"],
    problems: [
      `${map}: must hold its adapters as a YAML list, got ${JSON.stringify(adapters)}; write one \`- name\` a line [BrokenRouting]`,
    ],
  });
});

test("a map without a base model is ignored whole", () => {
  expect(read({ data: { baseModel: " " } })).toEqual({
    names: ["acme/Beta-2B"],
    problems: [`${map}: must have a baseModel, got nothing; set data.baseModel [BrokenRouting]`],
  });
});

test.each(["yes", "True", ""])('a label %j instead of "true" is not read', (value) => {
  expect(read({ metadata: { labels: { "inference.networking.k8s.io/bbr-managed": value } } })).toEqual({
    names: ["acme/Beta-2B"],
    problems: [],
  });
});

test("a name in two maps", () => {
  expect(read({ data: { adapters: "- acme/Beta-2B\n" } }).problems).toEqual([
    'name "acme/Beta-2B": must be mapped once, got acme/Alpha-7B and acme/Beta-2B; rename one of them [BrokenRouting]',
  ]);
});
