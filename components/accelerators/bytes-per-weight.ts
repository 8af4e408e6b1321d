import { architectureOf } from "./model-architectures";
import { modelName } from "./parameter-count";

/** For bfloat16 and float16, the formats of published models unless their name says otherwise. */
const unquantized = 2;

type Word = readonly [word: RegExp, bytes: number];

/** Words of a name that say how weights are stored, and the fewest bytes that each can mean. */
const words: readonly Word[] = [
  [/fp8|f8|w8a\d+|int8|8[- ]?bits?|q8/, 1],
  [/awq|gptq|w4a\d+|int4|4[- ]?bits?|bnb|nf4|fp4|autoround|marlin|quant/, 0.5],
  // These have many widths, from two bits on, or fewer.
  [/gguf|exl[23]|aqlm|hqq|quip|[1-3][- ]?bits?|bitnet/, 0.125],
];

/** Families whose published weights are quantized although their names do not say so. */
const silent: readonly Word[] = [
  // Mistral publishes its models of December 2025 in FP8.
  [/(?<=-)2512(?!\d)/, 1],
  // Published in MXFP4.
  [/gpt-oss/, 0.5],
];

/** `gpt-oss-20b-BF16`: somebody has converted what was published. */
const converted = /(?<![a-z0-9])(bf|fp|f|bfloat|float)16(?![a-z0-9])/;

/** Whether a model's name says that its weights are in 16 bits, however their publisher stores them. */
export function isConverted(model: string): boolean {
  return converted.test(modelName(model));
}

/**
 * Bytes that one weight takes, as far as a model's name shows: of several words the one with the fewest. A known model may
 * be published with fewer than its name says.
 */
export function bytesPerWeight(model: string): number {
  const name = modelName(model);
  const published = isConverted(model)
    ? unquantized
    : Math.min(architectureOf(model)?.bytesPerWeight ?? unquantized, ...bytesIn(name, silent));
  return Math.min(published, ...bytesIn(name, words));
}

function bytesIn(name: string, list: readonly Word[]): readonly number[] {
  return list.flatMap(([word, bytes]) => (word.test(name) ? [bytes] : []));
}
