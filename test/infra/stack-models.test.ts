import { formatProblem } from "../../components/problems/problems";
import type { ModelEntry, StackConfig } from "../../infra/config/stack-config";
import { atTheirEntries, placeModels } from "../../infra/stack-models";
import { resolveStack } from "../../infra/resolve-stack";
import { problemLines } from "../support/thrown";

const model = "acme/Gamma-3B";
const zone = "us-central1-a";

const configOf = (...models: readonly ModelEntry[]): StackConfig => ({
  ...{ zone, accelerator: "nvidia-l4", models, nodePools: { maxNodes: 20 } },
});
const specsOf = (...models: readonly ModelEntry[]) => resolveStack("gpu", configOf(...models));
const problemsOf = (...models: readonly ModelEntry[]) => problemLines(() => specsOf(...models));

test("an entry without variants is one by itself", () => {
  const [alpha, ...others] = placeModels(configOf({ model: "acme/Alpha-7B", replicas: 2 }));

  expect(others).toEqual([]);
  expect(alpha).toEqual({
    lead: 0,
    variants: [
      {
        ...{ path: "models[0]", name: "alpha-7b", weight: undefined, entryPath: undefined, inherited: [] },
        ...{ entry: { model: "acme/Alpha-7B", replicas: 2 }, chosenName: undefined },
      },
    ],
  });
});

describe("two entries of one model on different accelerators", () => {
  const [l4, a100] = [
    { model, name: "gamma-l4" },
    { model, accelerator: "nvidia-a100-40gb", name: "gamma-a100" },
  ] as const;

  test("are one model: equal parts of its requests, the name and the keys of each", () => {
    const { models, modelPaths } = specsOf({ ...l4, maxModelLen: 4096 }, { model: "acme/Beta-2B" }, a100);

    expect(modelPaths).toEqual(["models[0]", "models[2]", "models[1]"]);
    expect(models.map(({ name, accelerator, maxModelLen }) => [name, accelerator, maxModelLen])).toEqual([
      ["gamma-l4", "nvidia-l4", 4096],
      ["gamma-a100", "nvidia-a100-40gb", undefined],
      ["beta-2b", "nvidia-l4", undefined],
    ]);
    expect(
      models.map(({ routeName, backends }) => [routeName, backends.map(({ weight }) => weight)]),
    ).toEqual([
      ["gamma-l4", [1, 1]],
      ["gamma-l4", [1, 1]],
      ["beta-2b", [1]],
    ]);
  });

  test("have derived names where they name none", () => {
    const { models } = specsOf({ model }, { model, accelerator: "nvidia-t4" });

    expect(models.map(({ name }) => name)).toEqual(["gamma-3b", "gamma-3b-nvidia-t4"]);
  });

  test("may be three, and one of them parked", () => {
    const { models } = specsOf({ ...l4, replicas: 0 }, a100, { model, accelerator: "nvidia-t4" });

    expect(models[0]?.backends).toEqual([
      { name: "gamma-l4", weight: 0 },
      { name: "gamma-a100", weight: 1 },
      { name: "gamma-l4-nvidia-t4", weight: 1 },
    ]);
  });

  test("may not have one name", () => {
    expect(problemsOf(l4, { ...a100, name: l4.name })).toEqual([
      'models[1].name: must differ from the name of every other model, got "gamma-l4", which models[0] has; ' +
        "choose another name, or leave it out [DuplicateName]",
    ]);
  });
});

describe("the variants of an entry", () => {
  test("take what they leave out from it, and scale as the stack does", () => {
    const { models } = resolveStack("gpu", {
      ...configOf({
        ...{ model, coolDownSec: 60, maxReplicas: 3 },
        variants: [{}, { accelerator: "nvidia-t4", scaleToZero: false, replicas: 2 }, { coolDownSec: 90 }],
      }),
      scaleToZero: true,
    });

    expect(
      models.map(({ scaling, replicas }) => [scaling?.coolDownSec, scaling?.maxReplicas, replicas]),
    ).toEqual([
      [60, 3, 1],
      [undefined, undefined, 2],
      [90, 3, 1],
    ]);
    expect(models[0]?.backends.map(({ weight }) => weight)).toEqual([3, 2, 3]);
  });

  test("are led by the one on the stack's accelerator, or on the entry's", () => {
    const variants = [{ accelerator: "nvidia-t4" }, { accelerator: "nvidia-l4" }] as const;
    const leadOf = (entry: Partial<ModelEntry>) =>
      specsOf({ model, variants, ...entry }).models.map(({ name }) => name);

    expect(leadOf({})).toEqual(["gamma-3b-nvidia-t4", "gamma-3b"]);
    expect(leadOf({ accelerator: "nvidia-t4" })).toEqual(["gamma-3b", "gamma-3b-nvidia-l4"]);
    expect(leadOf({ accelerator: "nvidia-a100-40gb" })).toEqual(["gamma-3b", "gamma-3b-nvidia-l4"]);
  });

  test("never rename another model", () => {
    const other = { model: "acme/Gamma-3B-NVIDIA-T4" };
    const names = (...models: readonly ModelEntry[]) => specsOf(...models).models.map(({ name }) => name);

    expect(names({ model }, other)).toEqual(["gamma-3b", "gamma-3b-nvidia-t4"]);
    expect(names({ model, variants: [{}, { accelerator: "nvidia-t4" }] }, other)).toEqual([
      "gamma-3b",
      "gamma-3b-nvidia-t4-d3efe",
      "gamma-3b-nvidia-t4",
    ]);
  });

  test("get GPU sharing where their accelerator has it", () => {
    const { models } = resolveStack("gpu", {
      ...configOf({ model, variants: [{}, { accelerator: "nvidia-t4" }] }),
      nodePools: { accelerators: { "nvidia-t4": { gpuSharing: { clientsPerGpu: 2 } } } },
    });

    expect(models.map(({ gpuSharing }) => gpuSharing)).toEqual([undefined, { clientsPerGpu: 2 }]);
  });
});

describe("a problem is told where the user wrote what it is about", () => {
  test("in the entry what all variants have from it, and once", () => {
    expect(problemsOf({ model, image: "vllm", variants: [{}, { accelerator: "nvidia-t4" }] })).toEqual([
      'models[0].image: must be pinned by tag or digest, got "vllm"; add a tag other than `latest`, or a digest [UnpinnedImage]',
    ]);
  });

  test("in the variant what it says itself", () => {
    expect(problemsOf({ model, variants: [{}, { accelerator: "nvidia-t4", image: "vllm" }] })).toEqual([
      'models[0].variants[1].image: must be pinned by tag or digest, got "vllm"; add a tag other than `latest`, or a digest [UnpinnedImage]',
    ]);
  });

  test("in the variant what is about its accelerator as a whole", () => {
    expect(problemsOf({ model, variants: [{}, { accelerator: "tpu-v6e-8" }] })).toEqual([
      expect.stringMatching(
        /^models\[0\]\.variants\[1\]: must be offered in the stack's zone, us-central1-a, got tpu-v6e-8; /,
      ),
    ]);
  });

  test("in the variant whose hardware is too small, and in the one that has too little time to start", () => {
    const large = "acme/Large-70B";
    const variants = [{ accelerator: "nvidia-a100-80gb-x8", startupTimeoutSec: 60 }, {}] as const;

    expect(problemsOf({ model: large, variants })).toEqual([
      expect.stringMatching(/^models\[0\]\.variants\[0\]\.startupTimeoutSec: .* \[StartupTooShort\]$/),
      expect.stringMatching(/^models\[0\]\.variants\[1\]: .* \[TooLittleMemory\]$/),
    ]);
  });

  test("in the list where the weights leave nobody", () => {
    expect(problemsOf({ model, variants: [{ weight: 0 }, { accelerator: "nvidia-t4", weight: 0 }] })).toEqual(
      [
        "models[0].variants: must give a weight above 0 to a variant that is not parked, or no request is answered, " +
          "got 0 for gamma-3b, 0 for gamma-3b-nvidia-t4; raise one of the weights, or leave them out [OutOfRange]",
      ],
    );
  });

  test("of an adapter that another model serves, once for all variants", () => {
    const adapters = [{ name: "acme/Beta-2B", source: "acme/x" }];

    expect(
      problemsOf(
        { model, adapters, variants: [{}, { accelerator: "nvidia-t4" }] },
        { model: "acme/Beta-2B" },
      ),
    ).toEqual([
      'models[0].adapters[0].name: must differ from every name that another model serves, got "acme/Beta-2B", which models[1] serves; give it another name [DuplicateAdapter]',
    ]);
  });

  test("for every key, and for no path that only begins like a variant's", () => {
    const [placed] = placeModels(configOf({ model, extraArgs: ["--x"], variants: [{}, { env: {} }] }));
    const problem = { code: "InvalidValue", rule: "must", got: "x", fix: "y" } as const;
    const moved = (path: string) =>
      atTheirEntries([{ ...problem, path }], placed?.variants ?? [])
        .map(formatProblem)[0]
        ?.split(":", 1)[0];

    expect(moved("models[0].variants[1].extraArgs[3]")).toBe("models[0].extraArgs[3]");
    expect(moved("models[0].variants[1].env.A")).toBe("models[0].variants[1].env.A");
    expect(moved("models[0].variants[1].accelerator")).toBe("models[0].variants[1].accelerator");
    expect(moved("models[0].variants[12].extraArgs[3]")).toBe("models[0].variants[12].extraArgs[3]");
    expect(moved("models[0].variants[0], models[0].variants[1]")).toBe(
      "models[0].variants[0], models[0].variants[1]",
    );
  });
});

test("nodes are counted for each accelerator, of variants as of models", () => {
  const entry = { model, variants: [{ replicas: 2 }, { accelerator: "nvidia-t4", replicas: 3 }] } as const;
  const { target } = specsOf(entry, { model: "acme/Beta-2B" });
  const pools = target.kind === "new" ? target.acceleratorPools : [];

  expect(pools.map(({ name, neededNodes }) => [name, neededNodes])).toEqual([
    ["nvidia-l4", 3],
    ["nvidia-t4", 3],
  ]);
  expect(problemLines(() => resolveStack("gpu", { ...configOf(entry), nodePools: { maxNodes: 2 } }))).toEqual(
    [
      "models[0].variants[1]: must fit on 2 nodes of nvidia-t4, one for each replica, got 3 replicas; " +
        "set nodePools.maxNodes to 3 or more, or lower replicas [DoesNotFit]",
    ],
  );
});

test("the key that decides how many nodes there are is the one to change", () => {
  const entry = { model, variants: [{ replicas: 3 }, { accelerator: "nvidia-t4", replicas: 3 }] } as const;
  const nodePools = {
    maxNodes: 2,
    accelerators: { "nvidia-t4": { maxNodes: 1 }, "nvidia-l4": { minNodes: 0 } },
  };

  expect(problemLines(() => resolveStack("gpu", { ...configOf(entry), nodePools }))).toEqual([
    "models[0].variants[0]: must fit on 2 nodes of nvidia-l4, one for each replica, got 3 replicas; " +
      "set nodePools.maxNodes to 3 or more, or lower replicas [DoesNotFit]",
    "models[0].variants[1]: must fit on 1 node of nvidia-t4, one for each replica, got 3 replicas; " +
      "set nodePools.accelerators.nvidia-t4.maxNodes to 3 or more, or lower replicas [DoesNotFit]",
  ]);
});

test("a variant knows how its nodes are paid for", () => {
  const entry = { model, variants: [{}, { accelerator: "nvidia-t4" }] } as const;
  const nodePools = { accelerators: { "nvidia-t4": { consumption: "spot" } } } as const;

  expect(
    resolveStack("gpu", { ...configOf(entry), nodePools }).models.map(({ consumption }) => consumption),
  ).toEqual(["on-demand", "spot"]);
});

test("variants share a route, so that a gateway's URL map counts their model once", () => {
  const models = Array.from({ length: 100 }, (_, index) => ({
    ...{ model: `acme/Model-${index}`, replicas: 0 },
    variants: [{}, { accelerator: "nvidia-t4" as const }],
  }));

  expect(specsOf(...models).models).toHaveLength(200);
});
