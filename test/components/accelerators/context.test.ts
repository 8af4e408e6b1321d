import { defaultMaxModelLen, shortenedContext } from "../../../components/accelerators/context";
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
