import { formatProblem } from "../../../components/problems/problems";
import { checkModelFit } from "../../../components/model/check-model-fit";
import type { ModelServingProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";

const llama = { model: "meta-llama/Llama-3.3-70B-Instruct", accelerator: "nvidia-a100-80gb-x4" } as const;

const problemsOf = (props: ModelServingProps) =>
  checkModelFit(resolveModelServing(props), "models[0]").map(formatProblem);

test("what is derived fits", () => {
  expect(problemsOf(llama)).toEqual([]);
  expect(problemsOf({ model: "meta-llama/Llama-3.1-8B-Instruct", accelerator: "nvidia-l4" })).toEqual([]);
});

test("a container that is stopped before its weights are loaded restarts forever", () => {
  expect(problemsOf({ ...llama, startupTimeoutSec: 600 })).toEqual([
    "models[0].startupTimeoutSec: must be at least 937 seconds, the expected time to load the weights: a container " +
      "that is stopped earlier restarts forever, got 600; leave it out, set 1874 or more to be safe, or set " +
      "weightsGiB if its weights take less [StartupTooShort]",
  ]);
});

test.each<[string, Partial<ModelServingProps>]>([
  ["it is long enough", { startupTimeoutSec: 937 }],
  ["the weights are smaller than they seem", { startupTimeoutSec: 600, weightsGiB: 70 }],
  ["the image has them", { startupTimeoutSec: 60, env: { HF_HUB_OFFLINE: "1" } }],
  ["they are streamed", { startupTimeoutSec: 60, extraArgs: ["--load-format", "runai_streamer"] }],
  ["nobody knows their size", { startupTimeoutSec: 60, model: "acme/Mystery" }],
])("nothing is wrong where %s", (_, more) => {
  expect(problemsOf({ ...llama, ...more })).toEqual([]);
});

test("all that is wrong is reported at once", () => {
  const all = {
    model: "Qwen/Qwen2.5-7B-Instruct",
    accelerator: "nvidia-l4-x8",
    startupTimeoutSec: 30,
  } as const;

  expect(problemsOf({ ...all, maxModelLen: 10_000_000 }).map((line) => /\[(\w+)\]$/.exec(line)?.[1])).toEqual(
    ["HeadsNotDivisible", "TooLittleMemory", "ContextTooLong", "StartupTooShort"],
  );
});

describe("a context that is longer than the model's own", () => {
  const gemma = { model: "google/gemma-2b-it", accelerator: "nvidia-l4", maxModelLen: 32_768 } as const;

  test("stops vLLM at startup", () => {
    expect(problemsOf(gemma)).toEqual([
      "models[0].maxModelLen: must be at most 8192, the longest context of google/gemma-2b-it: vLLM would exit at " +
        "startup, got 32768; set 8192 or less, or leave it out [ContextTooLong]",
    ]);
    expect(problemsOf({ ...gemma, maxModelLen: 8192 })).toEqual([]);
    expect(problemsOf({ ...gemma, maxModelLen: "auto" })).toEqual([]);
  });

  test.each<Partial<ModelServingProps>>([
    { image: "registry.example.com/vllm:v1" },
    { env: { VLLM_ALLOW_LONG_MAX_MODEL_LEN: "1" } },
    { extraArgs: ["--hf-overrides", '{"max_position_embeddings": 32768}'] },
    { extraArgs: ["--hf_overrides.max_position_embeddings=32768"] },
    { extraArgs: ["--rope-scaling", "{}"] },
    { extraArgs: ["--revision", "long"] },
  ])("may be one that the user has seen to: %j", (more) => {
    expect(problemsOf({ ...gemma, ...more })).toEqual([]);
  });
});
