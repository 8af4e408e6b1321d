import fc from "fast-check";
import { parameterCount } from "../../../components/accelerators/parameter-count";

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", 3e9],
  ["Qwen/Qwen2.5-0.5B", 0.5e9],
  ["Qwen/Qwen2.5-Coder-32B-Instruct-AWQ", 32e9],
  ["Qwen/Qwen2.5-7B-Instruct-1M", 7e9],
  ["Qwen/Qwen3-30B-A3B", 30e9],
  ["Qwen/Qwen3-235B-A22B-Instruct-2507-FP8", 235e9],
  ["meta-llama/Llama-2-7b-chat-hf", 7e9],
  ["meta-llama/Llama-3.1-8B-Instruct", 8e9],
  ["meta-llama/Llama-3.3-70B-Instruct", 70e9],
  ["google/gemma-3n-E2B-it", 5e9],
  ["google/gemma-3n-E4B-it", 8e9],
  ["google/gemma-4-E2B-it", 5.1e9],
  ["acme/Dense-17B-E2E", 17e9],
  ["mistralai/Mistral-7B-Instruct-v0.3", 7e9],
  ["mistralai/Mixtral-8x7B-Instruct-v0.1", 44.8e9],
  ["mistralai/Mixtral-8x22B-v0.1", 140.8e9],
  ["google/gemma-2b", 2e9],
  ["google/gemma-2-9b-it", 9e9],
  ["deepseek-ai/DeepSeek-R1-Distill-Llama-70B", 70e9],
  ["deepseek-ai/deepseek-coder-6.7b-base", 6.7e9],
  ["openai/gpt-oss-120b", 120e9],
  ["HuggingFaceTB/SmolLM2-135M-Instruct", 135e6],
  ["acme/student-8B-distilled-from-70B", 8e9],
  ["RedHatAI/Meta-Llama-3.1-8B-Instruct-quantized.w4a16", 8e9],
  ["unsloth/llama-3-8b-bnb-4bit", 8e9],
  ["01-ai/Yi-34B-200K", 34e9],
  ["llama3.1:8b", 8e9],
  ["internlm/internlm2_5-1_8b-chat", 1.8e9],
  ["stabilityai/stablelm-2-zephyr-1_6b", 1.6e9],
  ["acme/model-0_5B", 0.5e9],
  ["internlm/internlm2_5-20b-chat", 20e9],
  ["nvidia/Llama-3_3-Nemotron-Super-49B-v1", 49e9],
  ["acme/llama-3_3-8b", 8e9],
  ["acme/llama_3_70b", 70e9],
  ["acme/Qwen2_7B", 7e9],
  ["allenai/OLMoE-1B-7B-0924-Instruct", 7e9],
  ["7B", 7e9],
  ["/models/llama-13b/", 13e9],
])("%s has %d parameters", (model, count) => {
  expect(parameterCount(model)).toBe(count);
});

test.each([
  "microsoft/Phi-3-mini-4k-instruct",
  "microsoft/phi-4",
  // Active parameters and experts: nobody knows of how many in all.
  "meta-llama/Llama-4-Scout-17B-16E-Instruct",
  "acme/Sparse-9B-64E",
  "acme/Sparse-1.5B-8E-FP8",
  "google/gemma-4-E4B-it",
  "Qwen/Qwen1.5-MoE-A2.7B",
  "BAAI/bge-large-en-v1.5",
  "deepseek-ai/DeepSeek-V3",
  "13B-models/no-size",
  "acme/lora-for-7Bit",
  "acme/model-3.B",
  "",
  "/",
])("%j says nothing of its size", (model) => {
  expect(parameterCount(model)).toBeUndefined();
});

const word = fc.stringMatching(/^[A-Za-z]{3,8}$/);

test("a size stands for itself, wherever in the name it is", () => {
  fc.assert(
    fc.property(word, word, word, fc.integer({ min: 1, max: 999 }), (owner, before, after, count) => {
      const expected = count * 1e9;

      expect(parameterCount(`${owner}/${before}-${count}B`)).toBe(expected);
      expect(parameterCount(`${owner}/${before}-${count}b-${after}`)).toBe(expected);
      expect(parameterCount(`${owner}/${count}B_${after}`)).toBe(expected);
    }),
  );
});

test("another size in the name never makes a model larger", () => {
  const size = fc.integer({ min: 1, max: 999 });
  fc.assert(
    fc.property(word, size, size, (name, one, other) => {
      expect(parameterCount(`acme/${name}-${one}B-${other}B`)).toBe(Math.min(one, other) * 1e9);
    }),
  );
});

test("any text is taken, and gives a positive number or none", () => {
  fc.assert(
    fc.property(fc.string(), (model) => {
      const count = parameterCount(model);

      expect(count === undefined || count >= 0).toBe(true);
    }),
  );
});
