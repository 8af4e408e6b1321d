import { modelName } from "./parameter-count";

/**
 * Families that vLLM refuses to run in float16, by the beginning of a model's name.
 *
 * Source: vLLM 0.32, `_FLOAT16_NOT_SUPPORTED_MODELS` in vllm/config/model.py: the model types gemma2, gemma3, gemma3_text
 * and glm4. Of GLM, only the models of April 2025 have the type glm4; `glm-4-9b-chat` is chatglm, GLM-4.5 glm4_moe.
 * Gemma 3n has its own type.
 */
const withoutFloat16: readonly RegExp[] = [
  // "gemma-2-9b", but neither "gemma-2b", which is the first Gemma, nor "gemma-3n-E4B".
  /^(google_)?gemma-?[23]-/,
  /^(shieldgemma-(2|9|27)b|txgemma-|datagemma-)/,
  /^(medgemma-|translategemma-|functiongemma-|embeddinggemma-300m)/,
  /^glm-(4|z1)-(rumination-)?(9b|32b)-(\w+-)*0414/,
];

/** Whether vLLM refuses to run a model in float16, as far as its name shows. */
export function refusesFloat16(model: string): boolean {
  const name = modelName(model);
  return withoutFloat16.some((family) => family.test(name));
}
