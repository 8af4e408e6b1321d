import { architectureOf } from "../../../components/accelerators/model-architectures";
import { parameterCount } from "../../../components/accelerators/parameter-count";

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", { parameters: 3.086e9, cachedLayers: 36, kvHeads: 2, headDim: 128 }],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", { parameters: 72.706e9, cachedLayers: 80, kvHeads: 8, headDim: 128 }],
  ["meta-llama/Meta-Llama-3-8B", { parameters: 8.03e9, cachedLayers: 32, kvHeads: 8, headDim: 128 }],
  ["unsloth/Meta-Llama-3.1-8B-bnb-4bit", { parameters: 8.03e9, cachedLayers: 32, kvHeads: 8, headDim: 128 }],
  ["mistralai/Mistral-7B-Instruct-v0.3", { parameters: 7.248e9, cachedLayers: 32, kvHeads: 8, headDim: 128 }],
  ["microsoft/Phi-3-mini-4k-instruct", { parameters: 3.821e9, cachedLayers: 0, kvHeads: 32, headDim: 96 }],
  ["google/gemma-7b-it", { parameters: 8.538e9, cachedLayers: 28, kvHeads: 16, headDim: 256 }],
  ["google/gemma-2-9b-it", { parameters: 9.242e9, cachedLayers: 21, kvHeads: 8, headDim: 256 }],
])("%s is known", (model, architecture) => {
  expect(architectureOf(model)).toEqual(architecture);
});

test.each([
  "Qwen/Qwen2.5-VL-3B-Instruct",
  "Qwen/Qwen2.5-3",
  "Qwen/Qwen2.5-3Billions",
  "mistralai/Mistral-7B-v0.1",
  "google/gemma-2-27b",
  "qwen2.5-3b/another",
  "toString",
  "",
])("%j is not", (model) => {
  expect(architectureOf(model)).toBeUndefined();
});

test.each(["Qwen/Qwen2.5-14B", "meta-llama/Llama-3.1-405B", "meta-llama/Llama-3.2-1B", "google/gemma-2-9b"])(
  "%s has about the parameters that its name says",
  (model) => {
    const ratio = (architectureOf(model)?.parameters ?? 0) / (parameterCount(model) ?? 1);

    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.25);
  },
);
