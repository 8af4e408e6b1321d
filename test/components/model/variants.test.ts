import { formatProblem } from "../../../components/problems/problems";
import type { ServedModelProps, VariantProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import {
  checkVariantNames,
  checkWeights,
  groupVariants,
  resolveVariants,
  requestShare,
} from "../../../components/model/variants";
import { alpha, beta, gamma } from "../../support/fixture";

const model: ServedModelProps = { model: "acme/Gamma-3B", accelerator: "tpu-v6e-4" };
const withVariants = (...variants: readonly VariantProps[]) => resolveVariants({ ...model, variants });
const weightsOf = (...variants: readonly VariantProps[]) =>
  Object.fromEntries(withVariants(...variants)[0].backends.map(({ name, weight }) => [name, weight]));

test("a model without variants is what it was before there were any", () => {
  expect(resolveVariants(model)).toEqual([resolveModelServing(model)]);
  expect(resolveModelServing(model)).toMatchObject({
    name: "gamma-3b",
    routeName: "gamma-3b",
    backends: [{ name: "gamma-3b", weight: 1 }],
  });
});

test("a variant has what its model says, but for what it says itself", () => {
  const [lead, other] = resolveVariants({
    ...model,
    ...{ replicas: 2, maxModelLen: 4096, requestTimeoutSec: 60, extraArgs: ["--seed", "7"], env: { A: "1" } },
    adapters: [{ name: "gamma-sql", source: "acme/sql" }],
    variants: [{}, { accelerator: "nvidia-l4", replicas: 3, extraArgs: undefined, env: { B: "2" } }],
  });

  expect(lead).toMatchObject({ accelerator: "tpu-v6e-4", replicas: 2, env: { A: "1" } });
  expect(other).toMatchObject({
    ...{ model: "acme/Gamma-3B", accelerator: "nvidia-l4", replicas: 3, maxModelLen: 4096 },
    ...{ requestTimeoutSec: 60, extraArgs: ["--seed", "7"], env: { B: "2" }, tensorParallelSize: 1 },
    adapters: [{ name: "gamma-sql", source: "acme/sql" }],
  });
});

describe("the variant that leads", () => {
  const leadOf = (...variants: readonly VariantProps[]) => withVariants(...variants)[0];

  test("is the one on the model's own accelerator, in whichever order", () => {
    const variants = [{ accelerator: "nvidia-l4" }, { accelerator: "tpu-v6e-4" }] as const;

    for (const order of [variants, variants.toReversed()]) {
      expect(leadOf(...order)).toMatchObject({ name: "gamma-3b", accelerator: "tpu-v6e-4" });
      expect(
        leadOf(...order)
          .backends.map(({ name }) => name)
          .sort(),
      ).toEqual(["gamma-3b", "gamma-3b-nvidia-l4"]);
    }
  });

  test("is the first where none is on that", () => {
    expect(leadOf({ accelerator: "nvidia-l4" }, { accelerator: "nvidia-t4" })).toMatchObject({
      ...{ name: "gamma-3b", accelerator: "nvidia-l4" },
      backends: [{ name: "gamma-3b" }, { name: "gamma-3b-nvidia-t4" }],
    });
  });

  test("has the name that it says, or else the model's", () => {
    const named = { ...model, name: "gamma", variants: [{}, { accelerator: "nvidia-l4" }] as const };

    expect(resolveVariants(named)[0].backends.map(({ name }) => name)).toEqual(["gamma", "gamma-nvidia-l4"]);
    const own = withVariants({ name: "on-tpu" }, { accelerator: "nvidia-l4", name: "on-l4" });
    expect(own.map(({ name, routeName }) => [name, routeName])).toEqual([
      ["on-tpu", "on-tpu"],
      ["on-l4", "on-tpu"],
    ]);
  });
});

describe("weights", () => {
  test("give every pod the same part where nothing is said", () => {
    expect(weightsOf({ replicas: 2 }, { accelerator: "nvidia-l4", replicas: 3 })).toEqual({
      "gamma-3b": 2,
      "gamma-3b-nvidia-l4": 3,
    });
  });

  test("count the replicas that a variant may have at most, where it scales", () => {
    const scaling = { maxReplicas: 5 };

    expect(weightsOf({}, { accelerator: "nvidia-l4", scaling })).toEqual({
      "gamma-3b": 1,
      "gamma-3b-nvidia-l4": 5,
    });
  });

  test("are what the user says, and 0 keeps a variant up without requests", () => {
    expect(weightsOf({ weight: 90 }, { accelerator: "nvidia-l4", weight: 0 })).toEqual({
      "gamma-3b": 90,
      "gamma-3b-nvidia-l4": 0,
    });
  });

  test.each([undefined, 7])("send nothing to a parked variant, even with the weight %s", (weight) => {
    expect(weightsOf({}, { accelerator: "nvidia-l4", replicas: 0, weight })).toEqual({
      "gamma-3b": 1,
      "gamma-3b-nvidia-l4": 0,
    });
  });

  test.each([
    [undefined, undefined, 1, 1],
    [3, undefined, 3, 1],
    [0, 0, 1, 1],
  ])("of a model that is parked as a whole still lead somewhere: %s and %s", (first, second, one, other) => {
    expect(
      weightsOf({ replicas: 0, weight: first }, { accelerator: "nvidia-l4", replicas: 0, weight: second }),
    ).toEqual({ "gamma-3b": one, "gamma-3b-nvidia-l4": other });
  });

  test("are parts of all", () => {
    expect(gamma.map(requestShare)).toEqual([0.75, 0.25]);
    expect(requestShare(alpha)).toBe(1);
  });

  test("may not all be 0 while somebody could answer", () => {
    const [lead] = withVariants({ weight: 0 }, { accelerator: "nvidia-l4", weight: 5, replicas: 0 });

    expect(checkWeights(lead, "models[0].variants").map(formatProblem)).toEqual([
      "models[0].variants: must give a weight above 0 to a variant that is not parked, or no request is answered, " +
        "got 0 for gamma-3b, 0 for gamma-3b-nvidia-l4; raise one of the weights, or leave them out [OutOfRange]",
    ]);
    expect(checkWeights(gamma[0], "models[0].variants")).toEqual([]);
  });
});

test("two variants of one name are refused", () => {
  const [lead] = withVariants({ name: "same" }, { accelerator: "nvidia-l4", name: "same" });

  expect(checkVariantNames(lead, "variants").map(formatProblem)).toEqual([
    'variants[1].name: must differ from the name of every other variant, got "same"; ' +
      "choose another name, or leave it out [DuplicateName]",
  ]);
  expect(checkVariantNames(gamma[0], "variants")).toEqual([]);
});

test("variants of several models are found together, the one that leads first", () => {
  const mixed = [beta, ...gamma.toReversed(), alpha];

  expect(groupVariants(mixed).map((variants) => variants.map(({ name }) => name))).toEqual([
    ["beta-2b"],
    ["gamma-3b", "gamma-3b-nvidia-l4"],
    ["alpha-7b"],
  ]);
});
