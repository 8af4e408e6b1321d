import { acceleratorNames, objectsIn } from "switchyard/charts";
import { checkStackConfig } from "switchyard/stack";
import { duration, renderOverview, toolLines } from "../../commands/overview";
import { nodePlan, routedModels } from "../../commands/start-steps";
import { nextSteps } from "../../commands/next-steps";

const stack = checkStackConfig("local", {
  namespace: "llm-d",
  zone: "europe-west4-a",
  accelerator: "tpu-v6e-4",
  models: [
    { model: "Org/Base", adapters: [{ name: "tuned", source: "org/tuned" }] },
    { model: "Org/Parked", replicas: 0 },
  ],
});

const objects = objectsIn(stack.plan);

const cached = { name: "etcd", version: "9.5.3", source: "cached", expectedSec: 0, queue: "etcd" } as const;
const built = {
  name: "pulumi",
  version: "93.2.0",
  source: "build",
  expectedSec: 200,
  queue: "pulumi",
} as const;
const packaged = {
  name: "envoy",
  version: "1.94.0",
  source: "package",
  expectedSec: 20,
  queue: "envoy",
} as const;

describe("renderOverview", () => {
  const lines = renderOverview(stack, [cached, built], undefined).split("\n");

  test("names the stack, and every object in its order", () => {
    expect(lines[0]).toBe("Stack local: 2 models in namespace llm-d");
    expect(lines[2]).toBe(`Objects in deployment order (${objects.length}, plus BBR's from its Helm chart)`);
    const kinds = lines.slice(3, 7).flatMap((line) => line.replace(/^.*: /, "").split(", "));
    expect(kinds).toEqual(objects.map(({ manifest }) => manifest.kind));
  });

  test("says at once that a cloud is simulated, and nothing of one where there is none", () => {
    const [, notice, ...others] = renderOverview(stack, [cached, built], "my-project").split("\n");
    expect(notice).toBe(
      "Google Cloud is simulated: project my-project exists only on this machine, and no account is needed",
    );
    expect(others).toEqual(lines.slice(1));
  });

  test("shows where every name leads, parked ones included", () => {
    expect(lines).toEqual(
      expect.arrayContaining([
        "  Org/Base -> route base -> pool base -> Deployment base (1 replica)",
        "  tuned -> route base -> pool base -> Deployment base (1 replica)",
        "  Org/Parked -> route parked -> pool parked -> Deployment parked (parked)",
        "  to generate: POST /v1/chat/completions, /v1/completions, /v1/responses, /tokenize",
        "  the list of models: GET /v1/models",
        "  any other name, any other path -> 404",
      ]),
    );
  });
});

test("every task of the stack has its paths, once", () => {
  const mixed = checkStackConfig("local", {
    zone: "europe-west4-a",
    accelerator: "nvidia-l4",
    models: [
      { model: "BAAI/bge-m3" },
      { model: "Org/Base" },
      { model: "BAAI/bge-reranker-v2-m3" },
      { model: "BAAI/bge-base-en-v1.5" },
    ],
  });
  const lines = renderOverview(mixed, [], undefined).split("\n");

  expect(lines.filter((line) => line.startsWith("  to "))).toEqual([
    "  to generate: POST /v1/chat/completions, /v1/completions, /v1/responses, /tokenize",
    "  to embed: POST /v1/embeddings, /tokenize",
    "  to rerank: POST /rerank, /v1/rerank, /v2/rerank, /score, /v1/score",
  ]);
  expect(routedModels(mixed).map(({ model, task }) => `${model} ${task}`)).toEqual([
    "BAAI/bge-m3 embed",
    "Org/Base generate",
    "BAAI/bge-reranker-v2-m3 rerank",
    "BAAI/bge-base-en-v1.5 embed",
  ]);
});

test("a model that sleeps is shown with all that it may have", () => {
  const models = [{ model: "Org/Sleeper", replicas: 2 }];
  const sleeping = checkStackConfig("local", {
    zone: "europe-west4-a",
    accelerator: "tpu-v6e-4",
    scaleToZero: true,
    models,
  });

  expect(renderOverview(sleeping, [], undefined)).toContain(
    "  Org/Sleeper -> route sleeper -> pool sleeper -> Deployment sleeper (0 to 2 replicas)\n",
  );
});

describe("a model with variants", () => {
  const stack = checkStackConfig("local", {
    zone: "europe-west4-a",
    accelerator: "tpu-v6e-4",
    models: [
      {
        model: "Org/Base",
        variants: [{ accelerator: "nvidia-l4", scaleToZero: true, maxReplicas: 3 }, { weight: 9 }],
      },
      { model: "Org/Half", variants: [{ replicas: 0 }, { accelerator: "nvidia-l4" }] },
    ],
  });

  test("is shown with where its requests go", () => {
    expect(renderOverview(stack, [], undefined).split("\n")).toEqual(
      expect.arrayContaining([
        "Stack local: 2 models in namespace switchyard",
        "  75 % of Org/Base -> route base -> pool base -> Deployment base (1 replica)",
        "  25 % of Org/Base -> route base -> pool base-nvidia-l4 -> Deployment base-nvidia-l4 (0 to 3 replicas)",
        "  0 % of Org/Half -> route half -> pool half -> Deployment half (parked)",
        "  100 % of Org/Half -> route half -> pool half-nvidia-l4 -> Deployment half-nvidia-l4 (1 replica)",
      ]),
    );
  });

  test("is asked for with the weights of its pools, also while one of them is parked", () => {
    expect(routedModels(stack)).toEqual([
      {
        ...{ model: "Org/Base", baseModel: "Org/Base", pool: "base", task: "generate" },
        variants: [
          { pool: "base", deployment: "base", replicas: 1, weight: 9 },
          { pool: "base-nvidia-l4", deployment: "base-nvidia-l4", replicas: 1, weight: 3 },
        ],
      },
      {
        ...{ model: "Org/Half", baseModel: "Org/Half", pool: "half", task: "generate" },
        variants: [
          { pool: "half", deployment: "half", replicas: 0, weight: 0 },
          { pool: "half-nvidia-l4", deployment: "half-nvidia-l4", replicas: 1, weight: 1 },
        ],
      },
    ]);
    expect(nextSteps(stack, 0, undefined)).toContain('"model":"Org/Base"');
  });
});

describe("toolLines", () => {
  test("says what has to be fetched, how, and for how long", () => {
    expect(toolLines([cached, built, packaged])).toEqual([
      "Tools to get first, about 4 min",
      "  pulumi 93.2.0 will be built from source, about 4 min",
      "  envoy 1.94.0 will be installed from its package, about 20 s",
      "  ready: etcd 9.5.3",
    ]);
  });

  test("is short when all are there", () => {
    expect(toolLines([cached])).toEqual(["Tools: all present", "  ready: etcd 9.5.3"]);
  });
});

test.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [89, "89 s"],
  [90, "2 min"],
  [200, "4 min"],
])("%d seconds are %j", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test("every name is asked for, but those of parked models", () => {
  expect(routedModels(stack)).toEqual([
    { model: "Org/Base", baseModel: "Org/Base", pool: "base", task: "generate" },
    { model: "tuned", baseModel: "Org/Base", pool: "base", task: "generate" },
  ]);
});

test("a laptop without a cloud has a pool of every accelerator, and system nodes from the start", () => {
  const pools = nodePlan(stack).map(({ name, minNodes, maxNodes }) => `${name} ${minNodes}-${maxNodes}`);
  expect(pools).toEqual(["system 2-2", ...acceleratorNames.map((name) => `${name} 0-8`)]);
  expect(pools.length).toBeGreaterThan(10);
});

test("the end of a start says how to call, change and stop what it started", () => {
  const text = nextSteps(stack, 0, undefined);
  expect(text).toContain("Serving at http://127.0.0.1:8080\n");
  expect(text).toContain(
    `  curl http://127.0.0.1:8080/v1/chat/completions -H 'content-type: application/json' ` +
      `-d '{"model":"Org/Base","messages":[{"role":"user","content":"Hello"}]}'\n`,
  );
  expect(text).toContain("under switchyard:models in Pulumi.local.yaml, then run `npm start` again\n");
  expect(text).toContain("Stop    npm run local -- down\n");
});
