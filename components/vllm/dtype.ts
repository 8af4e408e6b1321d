import { accelerator } from "../accelerators/table";
import type { AcceleratorName } from "../accelerators/table";

/**
 * Architectures whose numbers leave the range of float16, and how their models are called. vLLM refuses float16 for these
 * `model_type`s: vllm v0.32.0 `config/model.py`, `_FLOAT16_NOT_SUPPORTED_MODELS`. Which models have them is in the
 * `config.json` of each on Hugging Face; the vision and the text models of Gemma 3 are `gemma3` and `gemma3_text`.
 */
const withoutFloat16: readonly (readonly [modelType: string, name: RegExp])[] = [
  ["gemma2", /(?:^|[^a-z])(?:gemma-?2(?=$|[-_.](?!b$|b-))|shieldgemma-(?:2|9|27)b|txgemma|datagemma)/i],
  ["gemma3", /(?:^|[^a-z])(?:gemma-?3(?=$|[-_.])|embeddinggemma|medgemma(?!-1)|translategemma|t5gemma-3)/i],
  ["glm4", /(?:^|[^a-z])glm-(?:4|z1)-(?:9b|32b|rumination-32b)(?:-chat)?-0414/i],
];
