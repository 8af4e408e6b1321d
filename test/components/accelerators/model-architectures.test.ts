import {
  architectureOf,
  architectures,
  contextOf,
  hasCertainContext,
} from "../../../components/accelerators/model-architectures";
import { parameterCount } from "../../../components/accelerators/parameter-count";

const isKnownAs = (model: string, start: string) => {
  expect(architectures[start]).toBeDefined();
  expect(architectureOf(model)).toBe(architectures[start]);
};

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", "qwen2.5-3b"],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", "qwen2.5-72b"],
  ["Qwen/Qwen2.5-Coder-32B-Instruct", "qwen2.5-coder-32b"],
  ["Qwen/Qwen2.5-7B-Instruct-1M", "qwen2.5-7b-instruct-1m"],
  ["qwen/qwen2.5-7b-instruct", "qwen2.5-7b"],
  ["Qwen/Qwen3-30B-A3B-Instruct-2507-FP8", "qwen3-30b-a3b-instruct-2507"],
  ["Qwen/Qwen3-Next-80B-A3B-Instruct", "qwen3-next-80b-a3b"],
  ["meta-llama/Meta-Llama-3-8B", "llama-3-8b"],
  ["unsloth/Meta-Llama-3.1-8B-bnb-4bit", "llama-3.1-8b"],
  ["NousResearch/Meta-Llama-3.1-8B-Instruct-This_Name.Is-Very-Long-v0.1.FINAL", "llama-3.1-8b"],
  ["meta-llama/Llama-4-Scout-17B-16E-Instruct", "llama-4-scout-17b-16e"],
  ["mistralai/Mistral-7B-Instruct-v0.3", "mistral-7b-instruct-v0.3"],
  ["mistralai/Mistral-7B-v0.1", "mistral-7b-v0.1"],
  ["microsoft/Phi-3-mini-4k-instruct", "phi-3-mini-4k"],
  ["microsoft/phi-4", "phi-4"],
  ["unsloth/phi-4-GGUF", "phi-4"],
  ["google/gemma-2b-it", "gemma-2b"],
  ["google/gemma-2-9b-it", "gemma-2-9b"],
  ["deepseek-ai/DeepSeek-R1-0528", "deepseek-r1"],
  ["deepseek-ai/DeepSeek-V3.1-Terminus", "deepseek-v3.1"],
  ["deepseek-ai/DeepSeek-R1-0528-Qwen3-8B", "deepseek-r1-0528-qwen3-8b"],
  ["deepseek-ai/DeepSeek-R1-Distill-Llama-70B", "deepseek-r1-distill-llama-70b"],
  ["openai/gpt-oss-120b", "gpt-oss-120b"],
  ["BAAI/bge-large-en-v1.5", "bge-large-en"],
  ["BAAI/bge-reranker-v2-m3", "bge-reranker-v2-m3"],
])("%s is known as %s", isKnownAs);

test.each([
  "Qwen/Qwen2.5-VL-3B-Instruct",
  "Qwen/Qwen2.5-3",
  "Qwen/Qwen2.5-3Billions",
  // Begins like a known one, and is much smaller or another.
  "acme/DeepSeek-R1-0528-Other-14B",
  "microsoft/Phi-4-multimodal-instruct",
  "zai-org/GLM-4.5V",
  "acme/deepseek-v3-lite",
  "acme/Qwen2.5-7B-pruned-to-1.5B",
  "qwen2.5-3b/another",
  "toString",
  "",
])("%j is not", (model) => {
  expect(architectureOf(model)).toBeUndefined();
});

describe.each(Object.entries(architectures))("%s", (start, architecture) => {
  const { parameters, attentionHeads, kvHeads, headDim, cachedLayers, contextLength, latentDim } =
    architecture;

  test("has heads that share keys and values evenly", () => {
    expect(attentionHeads % kvHeads).toBe(0);
    expect(headDim % 2).toBe(0);
  });

  test("has whole numbers that a model can have", () => {
    for (const whole of [attentionHeads, kvHeads, headDim, cachedLayers, contextLength ?? 1, latentDim ?? 1])
      expect(Number.isInteger(whole)).toBe(true);
    expect(cachedLayers).toBeLessThan(130);
    expect(contextLength ?? 4096).toBeGreaterThanOrEqual(512);
  });

  test("has about the parameters that its name says, where it says them", () => {
    const named = parameterCount(start);
    const ratio = (parameters ?? named ?? 1) / (named ?? parameters ?? 1);

    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.7);
  });

  test("has a size", () => {
    expect(parameters ?? parameterCount(start)).toBeGreaterThan(1e7);
  });

  test("is spelled as names are compared", () => {
    expect(start).toBe(start.toLowerCase());
    expect(architectureOf(`acme/${start.toUpperCase()}`)).toBe(architecture);
  });
});

test.each([
  ["Qwen/Qwen2.5-7B-Instruct", 32_768, true],
  ["Qwen/Qwen2.5-7B-Instruct-AWQ", 32_768, true],
  ["Qwen/Qwen2.5-7B-Instruct-1M", 1_010_000, true],
  ["Qwen/Qwen3-4B-Instruct-2507-FP8", 262_144, true],
  ["RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16", 131_072, true],
  ["acme/Llama-3.1-8B-Instruct-tuned", 131_072, false],
  // vLLM takes the original context of a model with LongRoPE.
  ["microsoft/Phi-3-mini-128k-instruct", 4096, true],
  // A name that speaks of another context.
  ["gradientai/Llama-3-8B-Instruct-262k", undefined, false],
  ["gradientai/Llama-3-8B-Instruct-Gradient-1048k", undefined, false],
  ["acme/unheard-of", undefined, false],
] as const)("%s has a context of %s, certain: %s", (model, context, certain) => {
  expect(contextOf(model)).toBe(context);
  expect(hasCertainContext(model)).toBe(certain);
});
