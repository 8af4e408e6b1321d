import { catalogueOf } from "../../../../components/gateway/static-answers/catalogue";
import { resolveModelServing } from "../../../../components/model/resolve-model-serving";
import { resolveVariants } from "../../../../components/model/variants";
import { alpha, beta, gamma } from "../../../support/fixture";

const common = { object: "model", created: 0, owned_by: "switchyard" };

test("every model and adapter is listed once, sorted, with its task; an adapter names its model", () => {
  const expected = [
    { id: "acme/Alpha-7B", ...common, task: "generate" },
    { id: "acme/Beta-2B", ...common, task: "generate" },
    { id: "acme/Gamma-3B", ...common, task: "generate" },
    { id: "alpha-sql", ...common, task: "generate", parent: "acme/Alpha-7B" },
    { id: "gamma-sql", ...common, task: "generate", parent: "acme/Gamma-3B" },
  ];

  expect(catalogueOf([alpha, ...gamma, beta])).toEqual(expected);
  expect(catalogueOf([beta, ...gamma.toReversed(), alpha])).toEqual(expected);
});

test("an alias is listed like its model, which is not its parent", () => {
  const { model, accelerator, namespace } = base;
  const spec = resolveModelServing({ model, accelerator, namespace, aliases: ["gpt-4"], maxModelLen: 8192 });

  expect(catalogueOf([spec])).toEqual([
    { id: model, ...common, task: "generate", max_model_len: 8192 },
    { id: "gpt-4", ...common, task: "generate", max_model_len: 8192 },
  ]);
});

const base = { model: "acme/Delta-2B", accelerator: "nvidia-l4", namespace: "demo" } as const;

test("the context is listed where the entry has a number, for adapters as well, and not where vLLM chooses it", () => {
  const adapters = [{ name: "delta-sql", source: "acme/delta-sql" }];
  const contexts = (maxModelLen: number | "auto" | undefined) =>
    catalogueOf([resolveModelServing({ ...base, adapters, maxModelLen })]).map(
      ({ max_model_len: length }) => length,
    );

  expect(contexts(8192)).toEqual([8192, 8192]);
  expect(contexts("auto")).toEqual([undefined, undefined]);
  expect(contexts(undefined)).toEqual([undefined, undefined]);
});

test("of several variants the shortest context is listed, and none if one of them leaves it to vLLM", () => {
  const context = (other: number | "auto") =>
    catalogueOf(
      resolveVariants({
        ...base,
        variants: [
          { maxModelLen: 8192 },
          { accelerator: "nvidia-l4-x2", maxModelLen: other, name: "delta-other" },
        ],
      }),
    ).map(({ max_model_len: length }) => length);

  expect(context(4096)).toEqual([4096]);
  expect(context(16_384)).toEqual([8192]);
  expect(context("auto")).toEqual([undefined]);
});
