import { resolveStack } from "../../infra/resolve-stack";
import type { ModelEntry, StackConfig } from "../../infra/config/stack-config";
import { problemLines } from "../support/thrown";

const config: StackConfig = {
  zone: "europe-west4-a",
  accelerator: "tpu-v6e-4",
  models: [{ model: "acme/Alpha-7B" }, { model: "acme/Beta-2B", accelerator: "tpu-v6e-1", replicas: 2 }],
};

const problemsOf = (...models: readonly ModelEntry[]): readonly string[] =>
  problemLines(() => resolveStack("tpu", { ...config, models }));

test("what the file leaves open has its default", () => {
  expect(resolveStack("tpu", config)).toMatchObject({
    stack: "tpu",
    zone: "europe-west4-a",
    gateway: { namespace: "switchyard", name: "inference-gateway", exposure: "internal", port: 80 },
    router: { namespace: "switchyard", gatewayName: "inference-gateway", replicas: 2 },
    target: { kind: "new", region: "europe-west4", cluster: { name: "switchyard-tpu" } },
    prices: {},
    ownsHuggingFaceToken: false,
  });
  expect(resolveStack("tpu", config).nodesFor("nvidia-l4")).toEqual({
    maxNodes: 8,
    gpuSharing: undefined,
    consumption: "on-demand",
  });
});

test("what it says once holds for all models, unless an entry says otherwise", () => {
  const { models } = resolveStack("tpu", { ...config, namespace: "llm", gateway: { name: "edge" } });

  expect(
    models.map(({ name, namespace, gatewayName, accelerator, replicas }) => [
      name,
      namespace,
      gatewayName,
      accelerator,
      replicas,
    ]),
  ).toEqual([
    ["alpha-7b", "llm", "edge", "tpu-v6e-4", 1],
    ["beta-2b", "llm", "edge", "tpu-v6e-1", 2],
  ]);
});

test("the system pool has room for the KEDA that the stack installs", () => {
  const models = Array.from({ length: 29 }, (_, index) => ({ model: `acme/Model-${index}` }));
  const systemNodes = (install: boolean) => {
    const { target } = resolveStack("tpu", {
      ...{ ...config, models, scaleToZero: true, keda: { install } },
      nodePools: { maxNodes: models.length },
    });
    return target.kind === "new" ? target.systemPool.minNodes : undefined;
  };

  expect(systemNodes(false)).toBe(2);
  expect(systemNodes(true)).toBe(3);
});

test("what it says of gateway, router, pools and cluster arrives", () => {
  const cluster = { kubeconfig: "/kube/config", context: "prod" };
  const spec = resolveStack("tpu", {
    ...config,
    gateway: { port: 8080, exposure: "public" },
    router: { replicas: 3 },
    nodePools: { maxNodes: 2 },
    cluster,
  });

  expect(spec).toMatchObject({
    gateway: { port: 8080, exposure: "public" },
    router: { replicas: 3 },
    target: { kind: "kubeconfig", kubeconfigVariable: undefined, ...cluster },
  });
  expect(spec.nodesFor("tpu-v6e-4").maxNodes).toBe(2);
});

test("what it says of one accelerator goes before what it says of all", () => {
  const own = { maxNodes: 3, gpuSharing: { clientsPerGpu: 2 }, consumption: "spot" } as const;
  const accelerators = { "nvidia-l4": own };
  const models = [{ model: "acme/Beta-2B", accelerator: "nvidia-l4" as const, replicas: 6 }];
  const spec = resolveStack("gpu", {
    ...config,
    zone: "europe-west4-a",
    models,
    nodePools: { maxNodes: 2, accelerators },
  });

  expect(spec.nodesFor("nvidia-l4")).toEqual(own);
  expect(spec.nodesFor("tpu-v6e-4")).toEqual({
    maxNodes: 2,
    gpuSharing: undefined,
    consumption: "on-demand",
  });
  expect(spec.models.map(({ gpuSharing, consumption }) => [gpuSharing, consumption])).toEqual([
    [{ clientsPerGpu: 2 }, "spot"],
  ]);
});

test("what is wrong besides is told together with the rest", () => {
  const other = { code: "MissingKey", path: "gcp:project", rule: "r", got: "g", fix: "f" } as const;
  const models = [{ model: "acme/Alpha-7B", replicas: 9 }];

  expect(
    problemLines(() => resolveStack("tpu", { ...config, models }, () => [other])).map((line) =>
      line.split(":", 2).join(":"),
    ),
  ).toEqual([
    "models[0]: must fit on 8 nodes of tpu-v6e-4, one for each replica, got 9 replicas; set nodePools.maxNodes to 9 or more, or lower replicas [DoesNotFit]",
    "gcp:project",
  ]);
});

test("the router knows what every model serves", () => {
  const { router, models } = resolveStack("tpu", config);

  expect(router.models).toBe(models);
});

test("models of one name are told apart", () => {
  const models = [{ model: "acme/phi" }, { model: "other/phi" }];

  expect(resolveStack("tpu", { ...config, models }).models.map(({ name }) => name)).toEqual([
    "phi",
    "phi-cea3a",
  ]);
});

describe("entries that contradict each other", () => {
  test("two models of one chosen name", () => {
    expect(
      problemsOf({ model: "acme/Alpha-7B", name: "chat" }, { model: "acme/Beta-2B", name: "chat" }),
    ).toEqual([
      'models[1].name: must differ from the name of every other model, got "chat", which models[0] has; ' +
        "choose another name, or leave it out [DuplicateName]",
    ]);
  });

  test("an adapter called as another model", () => {
    const adapters = [{ name: "acme/Beta-2B", source: "x" }];

    expect(problemsOf({ model: "acme/Alpha-7B", adapters }, { model: "acme/Beta-2B" })).toEqual([
      'models[0].adapters[0].name: must differ from every name that another model serves, got "acme/Beta-2B", ' +
        "which models[1] serves; give it another name [DuplicateAdapter]",
    ]);
  });

  test("an alias that another model has as its name, as an alias or as an adapter", () => {
    const adapters = [{ name: "sql", source: "x" }];

    expect(
      problemsOf(
        { model: "acme/Alpha-7B", aliases: ["acme/Beta-2B", "gpt-4"], adapters },
        { model: "acme/Beta-2B", aliases: ["gpt-4", "sql", "small"] },
      ),
    ).toEqual([
      'models[0].aliases[0]: must differ from every name that another model serves, got "acme/Beta-2B", ' +
        "which models[1] serves; give it another name [DuplicateAlias]",
      'models[1].aliases[0]: must differ from every name that another model serves, got "gpt-4", ' +
        "which models[0] serves; give it another name [DuplicateAlias]",
      'models[1].aliases[1]: must differ from every name that another model serves, got "sql", ' +
        "which models[0] serves; give it another name [DuplicateAlias]",
    ]);
  });

  test("an adapter of two models", () => {
    const adapters = [{ name: "sql", source: "x" }];

    expect(problemsOf({ model: "acme/Alpha-7B", adapters }, { model: "acme/Beta-2B", adapters })).toEqual([
      'models[1].adapters[0].name: must differ from every name that another model serves, got "sql", ' +
        "which models[0] serves; give it another name [DuplicateAdapter]",
    ]);
  });

  test("more replicas than nodes, an accelerator elsewhere, and an image that moves, all at once", () => {
    const act = () =>
      resolveStack("tpu", {
        ...config,
        zone: "us-central1-a",
        models: [{ model: "a/b", replicas: 9, image: "vllm" }],
      });

    expect(problemLines(act).map((line) => line.replace(/^.*\[(\w+)\]$/, "$1"))).toEqual([
      "UnpinnedImage",
      "ZoneWithoutAccelerator",
      "DoesNotFit",
    ]);
  });
});

describe("the list of models", () => {
  const nodesOf = (catalogue: boolean) => {
    const models = Array.from({ length: 29 }, (_, index) => ({ model: `acme/Model-${index}`, replicas: 0 }));
    const wanted = { ...config, models, router: { replicas: 3 }, gateway: { catalogue } };
    const { target, hasStaticAnswers } = resolveStack("tpu", wanted);
    return { hasStaticAnswers, nodes: target.kind === "new" ? target.systemPool.minNodes : undefined };
  };

  test("is there unless it is turned off, and its two pods count for the size of the system's nodes", () => {
    expect(nodesOf(true)).toEqual({ hasStaticAnswers: true, nodes: 3 });
    expect(nodesOf(false)).toEqual({ hasStaticAnswers: false, nodes: 2 });
    expect(resolveStack("tpu", config).hasStaticAnswers).toBe(true);
  });
});

describe("a gateway of Google's", () => {
  const models = Array.from({ length: 126 }, (_, index) => ({ model: `acme/Model-${index}`, replicas: 0 }));

  test("has no room for the routes of 126 chat models", () => {
    expect(problemLines(() => resolveStack("tpu", { ...config, models }))).toEqual([
      expect.stringMatching(/^models: .* got 1011 for 126 models; .* \[TooManyRoutes\]$/),
    ]);
  });

  test("has room for one more without the list of models", () => {
    const most = models.slice(0, 125);

    expect(problemLines(() => resolveStack("tpu", { ...config, models: most }))).toEqual([
      expect.stringMatching(/^models: .* got 1003 for 125 models; .* \[TooManyRoutes\]$/),
    ]);
    const withoutList = { ...config, models: most, gateway: { catalogue: false } };
    expect(resolveStack("tpu", withoutList).hasStaticAnswers).toBe(false);
  });

  test("is nobody's business where the cluster is another", () => {
    const cluster = { kubeconfig: "/kube/config", context: "prod" };

    expect(resolveStack("tpu", { ...config, models, cluster }).models).toHaveLength(126);
  });
});
