import fc from "fast-check";
import type { MemoryDemand } from "../../../components/accelerators/memory-fit";
import { acceleratorNames } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";
import { problemsOf } from "./memory-problems";

const smaller =
  "or set weightsGiB, or name the method with --quantization in extraArgs, if its weights take less [TooLittleMemory]";
const noShape =
  "use a smaller model or one with fewer bits in a weight, since no single node of the table holds this one";

test("weights larger than the memory are refused, with the accelerators that hold them", () => {
  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-l4-x4")).toEqual([
    "models[0]: must fit in the memory of nvidia-l4-x4, of which vLLM uses 88.3 GiB, 2 GiB of them for itself, got 131.4 GiB of weights " +
      "and 0.6 GiB of cache for a context of 2048; use one of tpu-v6e-8, nvidia-l4-x8, nvidia-a100-40gb-x8, nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, " +
      "nvidia-a100-80gb-x8, nvidia-h100-80gb-x2, nvidia-h100-80gb-x4, nvidia-h100-80gb-x8, " +
      smaller,
  ]);
});

test("a model that no accelerator holds is too large for this project", () => {
  expect(problemsOf("meta-llama/Llama-3.1-405B", "nvidia-h100-80gb-x8", { maxModelLen: "auto" })).toEqual([
    "models[0]: must fit in the memory of nvidia-h100-80gb-x8, of which vLLM uses 588.8 GiB, 4 GiB of them for itself, got 756 GiB of weights; " +
      `${noShape}, ${smaller}`,
  ]);
  expect(problemsOf("deepseek-ai/DeepSeek-R1-0528", "nvidia-h100-80gb-x8", { maxModelLen: 32_768 })).toEqual([
    "models[0]: must fit in the memory of nvidia-h100-80gb-x8, of which vLLM uses 588.8 GiB, 4 GiB of them for itself, got 624.9 GiB of weights " +
      `and 17.2 GiB of cache for a context of 32768; ${noShape}, ${smaller}`,
  ]);
});

test("what a name says is taken at its least, and what vLLM takes for itself is named", () => {
  expect(problemsOf("acme/Model-49B", "nvidia-l4-x4")).toEqual([
    expect.stringContaining(
      "models[0]: must fit in the memory of nvidia-l4-x4, of which vLLM uses 88.3 GiB, 2 GiB of them for itself, got at " +
        "least 86.7 GiB of weights; ",
    ),
  ]);
  // Without an estimate: the user's number, and that of a known model.
  expect(problemsOf("acme/Model-49B", "nvidia-l4-x4", { weightsGiB: 87 }).join()).toContain(
    ", got 87 GiB of weights;",
  );
  expect(problemsOf("meta-llama/Llama-2-13b-hf", "nvidia-l4").join()).toContain(", got 24.2 GiB of weights");
});

test("two pipeline stages are not two nodes", () => {
  const extraArgs = ["--pipeline-parallel-size", "2"];

  expect(problemsOf("deepseek-ai/DeepSeek-R1-0528", "nvidia-h100-80gb-x8", { extraArgs })).toHaveLength(1);
  expect(
    problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-l4-x8", { extraArgs, tensorParallelSize: 4 }),
  ).toEqual([]);
  expect(
    problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-l4-x8", { tensorParallelSize: 4 }),
  ).toHaveLength(1);
});

test("weights that fit may leave no room for the context", () => {
  expect(problemsOf("meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", { maxModelLen: 32_768 })).toEqual([]);
  expect(problemsOf("meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", { maxModelLen: 131_072 })).toEqual([
    "models[0]: must fit in the memory of nvidia-l4, of which vLLM uses 22.1 GiB, 0.5 GiB of them for itself, got 15 GiB of weights and 16 GiB of " +
      "cache for a context of 131072; use one of tpu-v6e-4, tpu-v6e-8, nvidia-l4-x2, nvidia-l4-x4, nvidia-l4-x8, " +
      "nvidia-a100-40gb, nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, nvidia-a100-80gb, " +
      "nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, nvidia-a100-80gb-x8, nvidia-h100-80gb, nvidia-h100-80gb-x2, " +
      `nvidia-h100-80gb-x4, nvidia-h100-80gb-x8, or set maxModelLen to auto, or to 37888 or less, ${smaller}`,
  ]);
});

describe("a context that nobody chose", () => {
  const llama = "meta-llama/Llama-3.1-8B-Instruct";

  test("is the model's own, which a TPU cannot shorten", () => {
    const shorter =
      /got 15 GiB of weights and 16 GiB of cache for the model's own context of 131072; .*, or set maxModelLen to 92160 or less, or/;

    for (const maxModelLen of [undefined, "auto"] as const)
      expect(problemsOf(llama, "tpu-v6e-1", { maxModelLen })).toEqual([expect.stringMatching(shorter)]);
    expect(problemsOf(llama, "tpu-v6e-1", { maxModelLen: 92_160 })).toEqual([]);
  });

  test("is shortened on a GPU that is told to", () => {
    expect(problemsOf(llama, "nvidia-l4", { maxModelLen: "auto" })).toEqual([]);
    expect(problemsOf(llama, "nvidia-l4", { maxModelLen: undefined })).toHaveLength(1);
  });

  test.each<[string, AcceleratorName]>([
    // A context that its name speaks of, a tuned model that may have another, and one that is not known.
    ["gradientai/Llama-3-8B-Instruct-262k", "tpu-v6e-1"],
    ["acme/Llama-3.1-8B-Instruct-tuned", "tpu-v6e-1"],
    ["acme/Model-13B", "tpu-v6e-1"],
  ])("of %s is not held against it", (model, accelerator) => {
    expect(problemsOf(model, accelerator, { maxModelLen: undefined })).toEqual([]);
  });
});

test("replicas that share a GPU share its memory", () => {
  expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4")).toEqual([]);
  expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4", { replicasPerNode: 2 })).toEqual([
    expect.stringMatching(
      /^models\[0\]: must fit in the memory of nvidia-l4, of which vLLM uses 11 GiB, 0.5 GiB of them for itself, got 14\.2 GiB of weights and 0\.1 GiB of cache for a context of 2048; use one of tpu-v6e-1, tpu-v6e-4, nvidia-l4-x2, .*, or share the GPU among fewer, or set weightsGiB/,
    ),
  ]);
});

test.each<[string, AcceleratorName]>([
  ["Qwen/Qwen2.5-3B-Instruct", "nvidia-t4"],
  ["microsoft/Phi-3-mini-4k-instruct", "nvidia-t4"],
  ["meta-llama/Llama-2-7b-hf", "nvidia-t4"],
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4"],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", "nvidia-a100-80gb"],
  ["meta-llama/Llama-3.3-70B-Instruct", "nvidia-a100-80gb-x2"],
  ["meta-llama/Llama-3.3-70B-Instruct", "tpu-v6e-8"],
  ["neuralmagic/Meta-Llama-3.1-405B-Instruct-FP8", "nvidia-h100-80gb-x8"],
  ["openai/gpt-oss-120b", "nvidia-h100-80gb"],
  ["openai/gpt-oss-20b", "nvidia-l4"],
  ["Qwen/Qwen3-235B-A22B-FP8", "nvidia-h100-80gb-x8"],
  ["meta-llama/Llama-4-Scout-17B-16E-Instruct", "nvidia-h100-80gb-x4"],
  ["google/gemma-2-2b-it", "nvidia-t4"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", "nvidia-l4-x8"],
  ["mistralai/Ministral-3-14B-Instruct-2512", "nvidia-l4"],
  ["TheBloke/Llama-2-70B-GGUF", "nvidia-l4"],
])("%s is known to run on %s", (model, accelerator) => {
  expect(problemsOf(model, accelerator)).toEqual([]);
});

test.each<[string, AcceleratorName]>([
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-t4"],
  ["meta-llama/Llama-2-13b-hf", "nvidia-l4"],
  ["Qwen/Qwen2.5-14B-Instruct", "nvidia-l4"],
  ["Qwen/Qwen2.5-32B-Instruct", "tpu-v6e-1"],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", "nvidia-a100-80gb"],
  ["meta-llama/Llama-3.3-70B-Instruct", "nvidia-h100-80gb"],
  ["deepseek-ai/DeepSeek-V3", "nvidia-l4"],
  ["meta-llama/Llama-4-Scout-17B-16E-Instruct", "nvidia-a100-80gb-x2"],
  // Without bfloat16 it runs in float32, since it refuses float16.
  ["google/gemma-3-4b-it", "nvidia-t4"],
])("%s is known not to run on %s", (model, accelerator) => {
  expect(problemsOf(model, accelerator)).toHaveLength(1);
});

test.each(["acme/Sparse-17B-64E", "BAAI/bge-large-en-v1.5", "acme/unheard-of"])(
  "%s, whose size is not known or whose cache is none, is accepted",
  (model) => {
    expect(problemsOf(model, "nvidia-t4", { maxModelLen: 1_000_000 })).toEqual([]);
  },
);

test("a stated size counts more than the name", () => {
  expect(problemsOf("acme/unheard-of", "nvidia-l4", { weightsGiB: 40 })).toEqual([
    "models[0]: must fit in the memory of nvidia-l4, of which vLLM uses 22.1 GiB, 0.5 GiB of them for itself, got 40 GiB of weights; use one of " +
      "tpu-v6e-4, tpu-v6e-8, nvidia-l4-x4, nvidia-l4-x8, nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, " +
      "nvidia-a100-80gb, nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, nvidia-a100-80gb-x8, nvidia-h100-80gb, " +
      "nvidia-h100-80gb-x2, nvidia-h100-80gb-x4, nvidia-h100-80gb-x8 [TooLittleMemory]",
  ]);
  expect(problemsOf("acme/Model-70B", "nvidia-l4", { weightsGiB: 18 })).toEqual([]);
});

test.each([
  ["--quantization=fp8"],
  ["--quantization", "bitsandbytes"],
  ["-q", "awq"],
  ["--dtype=float8"],
  ["--gpu-memory-utilization=much"],
  ["--pipeline-parallel-size=some"],
  ["--cpu-offload-gb=64"],
  ["--kv-cache-dtype=tiny"],
  ["--kv_cache_memory_bytes=1G"],
])("with %s %s the user has taken it into their own hands", (...extraArgs) => {
  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-t4", { extraArgs })).toEqual([]);
});

test.each<[string, readonly string[], boolean]>([
  ["a larger share", ["--gpu_memory_utilization=0.98"], true],
  ["a smaller share", ["--gpu-memory-utilization", "0.8"], false],
  ["half the cache", ["--kv-cache-dtype=fp8"], true],
  ["float32", ["--dtype", "float32"], false],
  ["what vLLM would take anyway", ["--dtype=bfloat16", "--kv-cache-dtype", "auto"], true],
])("%s is taken into account", (_, extraArgs, fits) => {
  const problems = problemsOf("meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", {
    maxModelLen: 48_000,
    extraArgs,
  });

  expect(problems).toHaveLength(fits ? 0 : 1);
});

test("other arguments change nothing", () => {
  const extraArgs = ["--seed=7", "--enforce-eager", "--quantization-notes=none"];

  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-t4", { extraArgs })).toHaveLength(1);
});

test("a model that is stored in FP8 may have its cache in FP8", () => {
  const context = { maxModelLen: 131_072 };

  expect(problemsOf("nvidia/Llama-3.1-8B-Instruct-FP8", "nvidia-l4", context)).toEqual([]);
  expect(problemsOf("acme/Llama-3.1-8B-Instruct-INT8", "nvidia-l4", context)).toHaveLength(1);
});

test("a sliding window keeps the cache small", () => {
  expect(problemsOf("microsoft/Phi-3-mini-4k-instruct", "nvidia-t4", { maxModelLen: 4096 })).toEqual([]);
  expect(
    problemsOf("microsoft/Phi-3-mini-128k-instruct", "nvidia-t4", { maxModelLen: 131_072 }),
  ).toHaveLength(1);
});

test("heads that chips keep twice take memory twice", () => {
  // 4 heads of keys and values on 8 chips.
  const context = { maxModelLen: 400_000 };

  expect(problemsOf("Qwen/Qwen3-30B-A3B-Instruct-2507", "nvidia-l4-x4", context)).toHaveLength(1);
  expect(problemsOf("Qwen/Qwen3-30B-A3B-Instruct-2507", "nvidia-l4-x8", context)).toEqual([]);
  expect(
    problemsOf("Qwen/Qwen3-30B-A3B-Instruct-2507", "nvidia-l4-x8", { maxModelLen: 700_000 }),
  ).toHaveLength(1);
});

const models = fc.constantFrom(
  "Qwen/Qwen2.5-7B",
  "Qwen/Qwen3-4B-FP8",
  "google/gemma-7b",
  "microsoft/phi-4",
  "meta-llama/Llama-3.3-70B-Instruct",
  "deepseek-ai/DeepSeek-R1",
  "acme/m-34b",
);

test("what fits still fits with a shorter context or fewer clients, and with more chips that divide it", () => {
  const context = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(models, context, fc.integer({ min: 1, max: 4 }), (model, maxModelLen, replicasPerNode) => {
      const of = (accelerator: AcceleratorName, more: Partial<MemoryDemand>) =>
        problemsOf(model, accelerator, { maxModelLen, replicasPerNode, ...more });
      const lacks = (accelerator: AcceleratorName) => of(accelerator, {}).join().includes("TooLittleMemory");
      for (const name of acceleratorNames.filter((one) => of(one, {}).length === 0)) {
        expect(of(name, { maxModelLen: Math.ceil(maxModelLen / 2) })).toEqual([]);
        expect(of(name, { replicasPerNode: 1 })).toEqual([]);
      }
      expect(!lacks("nvidia-l4-x2") && lacks("nvidia-l4-x4")).toBe(false);
      expect(!lacks("tpu-v6e-1") && lacks("tpu-v6e-4")).toBe(false);
    }),
  );
});
