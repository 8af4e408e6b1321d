import { architectureOf } from "./model-architectures";
import { modelName } from "./parameter-count";

/** Of bfloat16 and float16, in which models are published unless their name says otherwise. */
const unquantized = 2;

/** Words of a name that say how weights are stored, and the fewest bytes that each can mean. */
const words: readonly (readonly [word: RegExp, bytes: number])[] = [
  [/fp8|f8|w8a\d+|int8|8[- ]?bits?|q8/, 1],
  // Mistral publishes its models of December 2025 in FP8 without saying so in the name.
  [/(?<=-)2512(?!\d)/, 1],
  [/awq|gptq|w4a\d+|int4|4[- ]?bits?|bnb|nf4|fp4|autoround|marlin|quant/, 0.5],
  // Published in MXFP4 without saying so in the name.
  [/gpt-oss/, 0.5],
  // These have many widths, from two bits on, or fewer.
  [/gguf|exl[23]|aqlm|hqq|quip|[1-3][- ]?bits?|bitnet/, 0.125],
];

/**
 * Bytes that one weight takes, as far as a model's name shows: of several words the one with the fewest. A known model may
 * be published with fewer than its name says.
 */
export function bytesPerWeight(model: string): number {
  const name = modelName(model);
  const published = architectureOf(model)?.bytesPerWeight ?? unquantized;
  return Math.min(published, ...words.flatMap(([word, bytes]) => (word.test(name) ? [bytes] : [])));
}
