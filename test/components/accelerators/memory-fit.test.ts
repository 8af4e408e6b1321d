import fc from "fast-check";
import { checkMemory } from "../../../components/accelerators/memory-fit";
import type { MemoryDemand } from "../../../components/accelerators/memory-fit";
import { acceleratorNames } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";
import { formatProblem } from "../../../components/problems";

function problemsOf(
  model: string,
  accelerator: AcceleratorName,
  more: Partial<MemoryDemand> = {},
): readonly string[] {
  const demand = {
    path: "models[0]",
    model,
    accelerator,
    maxModelLen: undefined,
    extraArgs: [],
    replicasPerNode: 1,
  };
  return checkMemory({ ...demand, ...more }).map(formatProblem);
}

const quantizationFix = "or name the method with --quantization in extraArgs if its weights are quantized";

test("weights larger than the memory are refused, with the accelerators that hold them", () => {
  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-l4-x4")).toEqual([
    "models[0]: must fit into the memory of nvidia-l4-x4, of which vLLM uses 88.3 GiB, got 131.4 GiB of weights; use one " +
      "of tpu-v6e-8, nvidia-l4-x8, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, " +
      "nvidia-a100-80gb-x8, nvidia-h100-80gb-x2, nvidia-h100-80gb-x4, nvidia-h100-80gb-x8, " +
      `${quantizationFix} [TooLittleMemory]`,
  ]);
});

test("a model that no accelerator holds is too large for this project", () => {
  expect(problemsOf("meta-llama/Llama-3.1-405B", "nvidia-h100-80gb-x8")).toEqual([
    "models[0]: must fit into the memory of nvidia-h100-80gb-x8, of which vLLM uses 588.8 GiB, got 756 GiB of weights; " +
      `use a smaller model, ${quantizationFix} [TooLittleMemory]`,
  ]);
});

test("weights that fit may leave no room for the context", () => {
  expect(problemsOf("meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", { maxModelLen: 32_768 })).toEqual([]);
  expect(problemsOf("meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", { maxModelLen: 131_072 })).toEqual([
    "models[0]: must fit into the memory of nvidia-l4, of which vLLM uses 22.1 GiB, got 15 GiB of weights and 16 GiB of " +
      "cache for a context of 131072; use one of tpu-v6e-4, tpu-v6e-8, nvidia-l4-x2, nvidia-l4-x4, nvidia-l4-x8, " +
      "nvidia-a100-40gb, nvidia-a100-40gb-x2, nvidia-a100-40gb-x4, nvidia-a100-40gb-x8, nvidia-a100-80gb, " +
      "nvidia-a100-80gb-x2, nvidia-a100-80gb-x4, nvidia-a100-80gb-x8, nvidia-h100-80gb, nvidia-h100-80gb-x2, " +
      `nvidia-h100-80gb-x4, nvidia-h100-80gb-x8, or lower maxModelLen, ${quantizationFix} [TooLittleMemory]`,
  ]);
});

test("replicas that share a GPU share its memory", () => {
  expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4")).toEqual([]);
  expect(problemsOf("Qwen/Qwen2.5-7B-Instruct", "nvidia-l4", { replicasPerNode: 2 })).toEqual([
    expect.stringMatching(
      /^models\[0\]: must fit into the memory of nvidia-l4, of which vLLM uses 11 GiB, got 14\.2 GiB of weights; use one of tpu-v6e-1, tpu-v6e-4, tpu-v6e-8, nvidia-l4-x2, .*, or share the GPU among fewer, or name /,
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
])("%s is known not to run on %s", (model, accelerator) => {
  expect(problemsOf(model, accelerator)).toHaveLength(1);
});

test.each(["deepseek-ai/DeepSeek-V3", "BAAI/bge-large-en-v1.5", "acme/unheard-of"])(
  "%s, whose size is not known, is accepted",
  (model) => {
    expect(problemsOf(model, "nvidia-t4", { maxModelLen: 1_000_000 })).toEqual([]);
  },
);

test.each([
  ["--quantization=fp8"],
  ["--quantization", "bitsandbytes"],
  ["-q", "awq"],
  ["--dtype=float8"],
  ["--gpu_memory_utilization=0.98"],
  ["--cpu-offload-gb=64"],
  ["--kv-cache-dtype=fp8"],
])("with %s %s the user has taken it into their own hands", (...extraArgs) => {
  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-t4", { extraArgs })).toEqual([]);
});

test("other arguments change nothing", () => {
  const extraArgs = ["--seed=7", "--enforce-eager", "--quantization-notes=none"];

  expect(problemsOf("meta-llama/Llama-3.3-70B-Instruct", "nvidia-t4", { extraArgs })).toHaveLength(1);
});

test("a sliding window keeps the cache small", () => {
  expect(problemsOf("microsoft/Phi-3-mini-4k-instruct", "nvidia-t4", { maxModelLen: 4096 })).toEqual([]);
  expect(
    problemsOf("microsoft/Phi-3-mini-128k-instruct", "nvidia-t4", { maxModelLen: 131_072 }),
  ).toHaveLength(1);
});

test("what fits still fits with more chips, a shorter context or fewer clients", () => {
  const models = fc.constantFrom(
    "Qwen/Qwen2.5-7B",
    "google/gemma-7b",
    "meta-llama/Llama-3.3-70B-Instruct",
    "acme/m-34b",
  );
  const context = fc.integer({ min: 1, max: 200_000 });
  fc.assert(
    fc.property(models, context, fc.integer({ min: 1, max: 4 }), (model, maxModelLen, replicasPerNode) => {
      const fits = (accelerator: AcceleratorName, more: Partial<MemoryDemand>) =>
        problemsOf(model, accelerator, { maxModelLen, replicasPerNode, ...more }).length === 0;
      for (const name of acceleratorNames.filter((one) => fits(one, {}))) {
        expect(fits(name, { maxModelLen: Math.ceil(maxModelLen / 2) })).toBe(true);
        expect(fits(name, { replicasPerNode: 1 })).toBe(true);
      }
      expect(fits("nvidia-l4-x2", {}) && !fits("nvidia-l4-x4", {})).toBe(false);
      expect(fits("tpu-v6e-1", {}) && !fits("tpu-v6e-4", {})).toBe(false);
    }),
  );
});
