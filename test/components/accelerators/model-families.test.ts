import { refusesFloat16 } from "../../../components/accelerators/model-families";

test.each([
  "google/gemma-2-9b-it",
  "google/gemma-2-2b-jpn-it",
  "google/gemma-3-1b-it",
  "google/gemma-3-27b-it",
  "unsloth/gemma-3-27b-it-bnb-4bit",
  "bartowski/google_gemma-3-12b-it-GGUF",
  "google/shieldgemma-9b",
  "google/medgemma-27b-text-it",
  "google/embeddinggemma-300m",
  "/models/gemma-2-9b-it/",
  "THUDM/GLM-4-9B-0414",
  "zai-org/GLM-4-32B-Base-0414",
  "zai-org/GLM-Z1-Rumination-32B-0414",
])("%s cannot run in float16", (model) => {
  expect(refusesFloat16(model)).toBe(true);
});

test.each([
  "google/gemma-2b",
  "google/gemma-7b-it",
  "google/gemma-3n-E4B-it",
  "google/codegemma-7b",
  "google/shieldgemma-2-4b-it",
  "THUDM/glm-4-9b-chat",
  "zai-org/GLM-4.5-Air",
  "zai-org/GLM-4.1V-9B-Thinking",
  "Qwen/Qwen2.5-3B-Instruct",
  "someone/llama-gemma-3-merge",
  "",
])("%s can", (model) => {
  expect(refusesFloat16(model)).toBe(false);
});
