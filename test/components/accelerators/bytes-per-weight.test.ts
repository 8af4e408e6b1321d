import fc from "fast-check";
import { bytesPerWeight } from "../../../components/accelerators/bytes-per-weight";

test.each([
  ["Qwen/Qwen2.5-3B-Instruct", 2],
  ["meta-llama/Llama-3.1-8B-Instruct", 2],
  ["mistralai/Mistral-Small-3.1-24B-Instruct-2503", 2],
  ["acme/Llama-8B-BF16", 2],
  ["AWQ-lab/Llama-8B", 2],
  ["neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8", 1],
  ["RedHatAI/Llama-3.1-8B-Instruct-quantized.w8a8", 0.5],
  ["acme/Llama-8B-W8A8", 1],
  ["acme/Llama-8B-INT8", 1],
  ["acme/Llama-8B-8bit", 1],
  ["mistralai/Ministral-3-14B-Instruct-2512", 1],
  ["Qwen/Qwen2.5-72B-Instruct-AWQ", 0.5],
  ["Qwen/Qwen2.5-72B-Instruct-GPTQ-Int4", 0.5],
  ["Qwen/Qwen2.5-72B-Instruct-GPTQ-Int8", 0.5],
  ["unsloth/llama-3-8b-bnb-4bit", 0.5],
  ["acme/Llama-8B-4-bit", 0.5],
  ["acme/Llama-8B-W4A16-G128", 0.5],
  ["nvidia/Llama-3.1-405B-Instruct-NVFP4", 0.5],
  ["openai/gpt-oss-120b", 0.5],
  ["deepseek-ai/DeepSeek-R1-0528", 1],
  ["deepseek-ai/DeepSeek-R1-0528-Qwen3-8B", 2],
  ["deepseek-ai/DeepSeek-R1-Distill-Llama-70B", 2],
  ["nvidia/DeepSeek-R1-0528-NVFP4", 0.5],
  ["moonshotai/Kimi-K2-Instruct", 1],
  ["TheBloke/Llama-2-70B-GGUF", 0.125],
  // Converted from what was published.
  ["unsloth/gpt-oss-20b-BF16", 2],
  ["acme/gpt-oss-120b-fp16-tuned", 2],
  ["mistralai/Ministral-3-14B-Instruct-2512-BF16", 2],
  ["unsloth/DeepSeek-V3-bf16", 2],
  ["unsloth/gpt-oss-20b-BF16-GGUF", 0.125],
  ["acme/gpt-oss-20b-MXFP4-BF16", 0.5],
  ["acme/gpt-oss-20b-abf16x", 0.5],
  ["microsoft/bitnet-b1.58-2B-4T", 0.125],
])("a weight of %s takes %d bytes", (model, bytes) => {
  expect(bytesPerWeight(model)).toBe(bytes);
});

test("a word more never makes a weight larger, and none is larger than bfloat16", () => {
  const words = fc.constantFrom("FP8", "AWQ", "GPTQ-Int4", "w8a8", "GGUF", "Instruct", "4bit", "2512");
  fc.assert(
    fc.property(fc.array(words), words, (some, more) => {
      const name = ["acme/Model-7B", ...some].join("-");

      expect(bytesPerWeight(name)).toBeLessThanOrEqual(2);
      expect(bytesPerWeight(`${name}-${more}`)).toBeLessThanOrEqual(bytesPerWeight(name));
    }),
  );
});
