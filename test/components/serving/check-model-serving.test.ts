import { formatProblem } from "../../../components/problems";
import { checkModelServing } from "../../../components/serving/check-model-serving";
import type { ModelServingSpec } from "../../../components/serving/model-serving-props";
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
  "vllm/vllm-tpu:v0.32.0",
  "localhost:5000/vllm:v1",
  `vllm/vllm-tpu@sha256:${"0123456789abcdef".repeat(4)}`,
  `vllm/vllm-tpu:latest@sha256:${"0123456789abcdef".repeat(4)}`,
])("the image %s stays", (image) => {
  expect(problemsOf({ image })).toEqual([]);
});

test.each(["--model", "--served-model-name=other", "--port", "-tp", "--max_model_len=9", "--lora-modules"])(
  "the argument %s is derived",
  (argument) => {
    expect(problemsOf({ extraArgs: ["--seed", "7", argument] })).toEqual([
      `models[2].extraArgs[2]: must not repeat an argument that is derived, got "${argument}"; ` +
        "remove it; `model`, `accelerator`, `maxModelLen` and `adapters` set these [ReservedArgument]",
    ]);
  },
);

test("another number of chips than the accelerator has is one problem, not two", () => {
  expect(problemsOf({ accelerator: "nvidia-l4-x2", extraArgs: ["-tp", "4"] })).toEqual([
    'models[2].extraArgs[0]: must be 2, the chips of nvidia-l4-x2, got "4"; ' +
      "remove it, or use the accelerator with that many chips [ParallelismMismatch]",
  ]);
  expect(problemsOf({ accelerator: "nvidia-l4-x2", extraArgs: ["-tp", "2"] })).toEqual([
    'models[2].extraArgs[0]: must not repeat an argument that is derived, got "-tp"; ' +
      "remove it; `model`, `accelerator`, `maxModelLen` and `adapters` set these [ReservedArgument]",
  ]);
});

test("an argument's value may look like anything", () => {
  expect(problemsOf({ extraArgs: ["--chat-template=--model", "--gpu-memory-utilization", "0.9"] })).toEqual(
    [],
  );
});

test("an adapter must not be called as its model or as another adapter", () => {
  const adapters = ["acme/Alpha-7B", "sql", "sql"].map((name) => ({ name, source: "x" }));

  expect(problemsOf({ adapters })).toEqual([
    "models[2].adapters[0].name: must differ from the model's and from every other adapter's, got \"acme/Alpha-7B\"; " +
      "give it another name [DuplicateAdapter]",
    "models[2].adapters[2].name: must differ from the model's and from every other adapter's, got \"sql\"; " +
      "give it another name [DuplicateAdapter]",
  ]);
});

test.each(["inference-gateway", "body-based-router"])("no model may be named %s", (name) => {
  expect(problemsOf({ name })).toEqual([
    `models[2].name: must differ from what a stack has once, got "${name}"; ` +
      "choose another name, or leave it out [DuplicateName]",
  ]);
});

test("everything is reported at once", () => {
  expect(problemsOf({ image: "vllm", extraArgs: ["--port"], name: "inference-gateway" })).toHaveLength(3);
});
