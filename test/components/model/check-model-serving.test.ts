import { formatProblem } from "../../../components/problems/problems";
import { checkModelServing } from "../../../components/model/check-model-serving";
import type { ModelServingSpec } from "../../../components/model/model-serving-props";
import { images, versions } from "../../../components/versions";
import { alpha, beta } from "../../support/fixture";

function problemsOf(change: Partial<ModelServingSpec>): readonly string[] {
  return checkModelServing({ ...alpha, ...change }, "models[2]").map(formatProblem);
}

test("nothing is wrong with models as they are derived", () => {
  expect([alpha, beta].flatMap((spec) => checkModelServing(spec, "models[0]"))).toEqual([]);
});

test.each(["vllm/vllm-tpu", "vllm/vllm-tpu:latest", "vllm/vllm-tpu:nightly", "localhost:5000/vllm"])(
  "the image %s moves",
  (image) => {
    expect(problemsOf({ image })).toEqual([
      `models[2].image: must be pinned by tag or digest, got "${image}"; ` +
        "add a tag other than `latest`, or a digest [UnpinnedImage]",
    ]);
  },
);

test.each([
  "vllm/vllm-openai@sha256:abc",
  "registry:5000/vllm@sha256:abc",
  `vllm/vllm-openai:v${versions.vllm}@sha256:abc`,
  `v/l@sha256:${"0123456789ABCDEF".repeat(4)}`,
  `v/l@sha256:${"0123456789abcdef".repeat(4)}0`,
  `v/l@sha1:${"0123456789abcdef".repeat(4)}`,
  `@sha256:${"0123456789abcdef".repeat(4)}`,
])("the image %s has no digest that a registry knows", (image) => {
  expect(problemsOf({ image })).toEqual([
    `models[2].image: must be pinned by tag or digest, got "${image}"; write the digest as @sha256: and 64 hexadecimal ` +
      "digits, or use a tag instead [UnpinnedImage]",
  ]);
});

test.each([
  images.vllmTpu,
  "localhost:5000/vllm:v1",
  `vllm/vllm-tpu@sha256:${"0123456789abcdef".repeat(4)}`,
  `vllm/vllm-tpu:latest@sha256:${"0123456789abcdef".repeat(4)}`,
])("the image %s stays", (image) => {
  expect(problemsOf({ image })).toEqual([]);
});

test("arguments and variables of vLLM are checked too", () => {
  expect(problemsOf({ extraArgs: ["--port", "9"], env: { VLLM_PORT: "9" } })).toEqual([
    "models[2].extraArgs[0]: must leave the server on port 8000 of its pod, which the gateway and the probes use, " +
      'got "--port 9"; remove it [ReservedArgument]',
    "models[2].env.VLLM_PORT: must be left out: it is a port inside vLLM, and not the one it serves on, " +
      'got "9"; remove it [ReservedVariable]',
  ]);
});

test("a split over too many chips is one problem, not two", () => {
  const spec = { accelerator: "nvidia-l4-x2", tensorParallelSize: 2 } as const;

  expect(problemsOf({ ...spec, extraArgs: ["-pp", "two"] })).toEqual([
    'models[2].extraArgs[0]: must be a whole number from 1, got "two"; remove it [ParallelismMismatch]',
  ]);
  expect(problemsOf({ ...spec, extraArgs: ["-pp", "2", "--pipeline_parallel_size=1"] })).toEqual([]);
});

test("an adapter must not be called as its model or as another adapter", () => {
  const adapters = ["acme/Alpha-7B", "sql", "sql"].map((name) => ({ name, source: "x" }));

  expect(problemsOf({ adapters })).toEqual([
    'models[2].adapters[0].name: must differ from every other name of the model, got "acme/Alpha-7B"; ' +
      "give it another name [DuplicateAdapter]",
    'models[2].adapters[2].name: must differ from every other name of the model, got "sql"; ' +
      "give it another name [DuplicateAdapter]",
  ]);
});

test("an alias must not be the name of its model, of another alias or of an adapter", () => {
  const adapters = [{ name: "sql", source: "x" }];

  expect(problemsOf({ aliases: ["gpt-4", "acme/Alpha-7B", "gpt-4"], adapters })).toEqual([
    'models[2].aliases[1]: must differ from every other name of the model, got "acme/Alpha-7B"; ' +
      "give it another name [DuplicateAlias]",
    'models[2].aliases[2]: must differ from every other name of the model, got "gpt-4"; ' +
      "give it another name [DuplicateAlias]",
  ]);
  expect(problemsOf({ aliases: ["sql"], adapters })).toEqual([
    'models[2].adapters[0].name: must differ from every other name of the model, got "sql"; ' +
      "give it another name [DuplicateAdapter]",
  ]);
});

test.each(["inference-gateway", "body-based-router"])("no model may be named %s", (name) => {
  expect(problemsOf({ name })).toEqual([
    `models[2].name: must differ from the names of the stack's shared objects, got "${name}"; ` +
      "choose another name, or leave it out [DuplicateName]",
  ]);
});

test("everything is reported at once", () => {
  expect(problemsOf({ image: "vllm", extraArgs: ["--port=1"], name: "inference-gateway" })).toHaveLength(3);
});
