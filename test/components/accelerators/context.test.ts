import { checkContext, defaultMaxModelLen, shortenedContext } from "../../../components/accelerators/context";
import { accelerator } from "../../../components/accelerators/table";
import type { AcceleratorName } from "../../../components/accelerators/table";

const chipsOf = (name: AcceleratorName, replicasPerNode = 1) => ({
  accelerator: name,
  tensorParallelSize: accelerator(name).chips,
  replicasPerNode,
});

const of = (model: string, extraArgs: readonly string[] = []) => ({
  model,
  weightsGiB: undefined,
  extraArgs,
});

test.each<[string, AcceleratorName, readonly string[]]>([
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", []],
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", ["--gpu-memory-utilization=0.95"]],
  ["Qwen/Qwen2.5-7B-Instruct-1M", "nvidia-l4-x2", []],
  ["Qwen/Qwen3-4B-Instruct-2507", "nvidia-l4", []],
  ["acme/Llama-3.1-8B-Instruct-tuned", "nvidia-l4", []],
  ["google/gemma-3-12b-it", "nvidia-l4-x2", ["--gpu-memory-utilization=0.6"]],
])("the context of %s is sure not to fit into %s (%j): vLLM shortens it", (model, name, extraArgs) => {
  expect(defaultMaxModelLen(of(model, extraArgs), chipsOf(name))).toBe("auto");
});

test.each<[string, AcceleratorName, readonly string[]]>([
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4-x2", []],
  [
    "meta-llama/Llama-3.1-8B-Instruct",
    "nvidia-l4",
    ["--kv-cache-dtype=fp8", "--gpu-memory-utilization=0.98"],
  ],
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-l4", ["--quantization", "fp8"]],
  ["Qwen/Qwen2.5-7B-Instruct", "nvidia-l4", []],
  ["openai/gpt-oss-20b", "nvidia-l4", []],
  ["acme/unheard-of", "nvidia-l4", []],
  ["gradientai/Llama-3-8B-Instruct-262k", "nvidia-l4", []],
  // Not even a short one fits.
  ["meta-llama/Llama-3.1-8B-Instruct", "nvidia-t4", []],
  // A TPU's workers cannot shorten it.
  ["meta-llama/Llama-3.1-8B-Instruct", "tpu-v6e-1", []],
])("that of %s on %s (%j) is left to the model", (model, name, extraArgs) => {
  expect(defaultMaxModelLen(of(model, extraArgs), chipsOf(name))).toBeUndefined();
});

test("a GPU that is shared leaves less of it", () => {
  const model = of("Qwen/Qwen2.5-3B-Instruct");

  expect(shortenedContext(model, chipsOf("nvidia-l4", 2))).toBeUndefined();
  expect(shortenedContext(model, chipsOf("nvidia-l4", 3))).toBe(32_385);
  expect(defaultMaxModelLen(model, chipsOf("nvidia-l4", 3))).toBe("auto");
});

test("what is left of a context is what fits", () => {
  expect(shortenedContext(of("meta-llama/Llama-3.1-8B-Instruct"), chipsOf("nvidia-l4"))).toBe(54_255);
  expect(shortenedContext(of("meta-llama/Llama-3.1-8B-Instruct"), chipsOf("nvidia-t4"))).toBe(0);
});

const longer = (model: string, maxModelLen: number) =>
  checkContext({ model, maxModelLen, extraArgs: [], env: {} }, "models[0]").map(({ code, rule }) => [
    code,
    rule,
  ]);

test.each([
  ["google/gemma-2b-it", 8192],
  ["google/gemma-1.1-7b-it", 8192],
  ["google/gemma-3-1b-it", 32_768],
  ["google/gemma-3-4b-it", 131_072],
  ["meta-llama/Llama-2-7b-chat-hf", 4096],
  ["meta-llama/Meta-Llama-3-8B-Instruct", 8192],
  ["meta-llama/Llama-3.1-8B-Instruct", 131_072],
  ["meta-llama/Llama-3.3-70B-Instruct", 131_072],
  ["Qwen/Qwen2.5-7B-Instruct", 32_768],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", 32_768],
  ["Qwen/Qwen2.5-Coder-32B-Instruct", 32_768],
  ["Qwen/Qwen2.5-7B", 131_072],
  ["Qwen/Qwen2.5-7B-Instruct-1M", 1_010_000],
  ["Qwen/Qwen3-8B-FP8", 40_960],
  ["Qwen/Qwen3-30B-A3B-Instruct-2507", 262_144],
  ["microsoft/phi-4", 16_384],
  ["microsoft/Phi-3-mini-4k-instruct", 4096],
  // Its table of architectures has 4096, which vLLM takes when no length is given.
  ["microsoft/Phi-3-mini-128k-instruct", 131_072],
  ["HuggingFaceTB/SmolLM2-360M-Instruct", 8192],
  ["BAAI/bge-m3", 8192],
  ["BAAI/bge-small-en-v1.5", 512],
  ["intfloat/e5-large-v2", 512],
])("%s has at most %d positions", (model, limit) => {
  expect(longer(model, limit)).toEqual([]);
  expect(longer(model, limit + 1)).toEqual([
    [
      "ContextTooLong",
      `must be at most ${limit}, the longest context of ${model}: vLLM would exit at startup`,
    ],
  ]);
});

test.each([
  "gradientai/Llama-3-8B-Instruct-262k",
  "gradientai/Llama-3-8B-Instruct-Gradient-1048k",
  "acme/gemma-2b-it",
  "unsloth/Qwen2.5-Coder-7B-Instruct-128K",
  "Alibaba-NLP/gte-base-en-v1.5",
  "/models/google/gemma-2b-it",
  "/google/gemma-2b-it",
  "./google/gemma-2b-it",
  "google/gemma-2b-it-tuned",
  "gemma-2b-it",
])("%s may have any context", (model) => {
  expect(longer(model, 10_000_000)).toEqual([]);
});
