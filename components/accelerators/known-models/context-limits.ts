type Limit = readonly [repository: RegExp, tokens: number];

/** Suffixes of publishers' quantized versions. */
const stored = "(-awq|-gptq-int[48]|-fp8)?";

const limits: readonly Limit[] = [
  [/^google\/gemma-(1\.1-)?[27]b(-it)?$/, 8192],
  [/^google\/gemma-2-(2b|9b|27b)(-it|-jpn-it)?$/, 8192],
  [/^google\/gemma-3-1b-(it|pt)$/, 32_768],
  [/^google\/gemma-3-(4|12|27)b-(it|pt)$/, 131_072],
  [/^meta-llama\/llama-2-(7|13|70)b(-chat)?-hf$/, 4096],
  [/^meta-llama\/meta-llama-3-(8|70)b(-instruct)?$/, 8192],
  [/^meta-llama\/(meta-)?llama-3\.1-(8|70|405)b(-instruct)?(-fp8)?$/, 131_072],
  [/^meta-llama\/llama-3\.(2-[13]|3-70)b(-instruct)?$/, 131_072],
  [new RegExp(`^qwen/qwen2(\\.5(-coder)?)?-[\\d.]+b-instruct${stored}$`), 32_768],
  // Some of the base models have four times the context of the tuned ones.
  [/^qwen\/qwen2(\.5(-coder)?)?-[\d.]+b$/, 131_072],
  [/^qwen\/qwen2\.5-math-[\d.]+b(-instruct)?$/, 4096],
  [/^qwen\/qwen2\.5-(7|14)b-instruct-1m$/, 1_010_000],
  // The base models have 32768.
  [new RegExp(`^qwen/qwen3-[\\d.]+b(-a\\d+b)?(-base)?${stored}$`), 40_960],
  [/^qwen\/qwen3-(embedding|reranker)-[\d.]+b$/, 40_960],
  [new RegExp(`^qwen/qwen3-[\\d.]+b(-a\\d+b)?-(instruct|thinking)-2507${stored}$`), 262_144],
  [new RegExp(`^qwen/qwen3-coder-(30b-a3b|480b-a35b)-instruct${stored}$`), 262_144],
  [/^microsoft\/phi-3-(mini|medium)-4k-instruct$/, 4096],
  // LongRoPE: without another length vLLM takes 4096, but it allows what the model was stretched to.
  [/^microsoft\/phi-(3-(mini|medium)-128k|3\.5-(mini|moe)|4-mini)-instruct$/, 131_072],
  [/^microsoft\/phi-4$/, 16_384],
  [/^microsoft\/phi-4-reasoning(-plus)?$/, 32_768],
  [/^huggingfacetb\/smollm2-(135m|360m|1\.7b)(-instruct)?$/, 8192],
  [/^openai\/gpt-oss-(20|120)b$/, 131_072],
  [/^deepseek-ai\/deepseek-r1-distill-(llama|qwen)-[\d.]+b$/, 131_072],
  [/^baai\/bge-(small|base|large)-(en|zh)(-v1\.5)?$/, 512],
  [/^baai\/bge-reranker-(base|large)$/, 512],
  [/^baai\/bge-(m3|reranker-v2-m3)$/, 8192],
  [/^intfloat\/(multilingual-)?e5-(small|base|large)(-v2|-instruct)?$/, 512],
  [/^thenlper\/gte-(small|base|large)$/, 512],
  [/^sentence-transformers\/all-minilm-l(6|12)-v2$/, 512],
];

/**
 * The longest context that a model's `config.json` lets vLLM take, in tokens; `undefined` where it is not certain. Where
 * versions differ it is the longest of them. Only what the publishers themselves offer is listed: others may have changed
 * the positions. Mistral's are missing since vLLM reads their `params.json`, which may leave the context out.
 *
 * Sources: those of the tables of architectures. Not read in a copy of `config.json`, and to be checked there: the base
 * models of Qwen2 and 2.5, Qwen3-Embedding-4B and -8B, what LongRoPE stretches Phi to, and the embedding models that the
 * tables do not have.
 */
export function contextLimit(model: string): number | undefined {
  return limits.find(([repository]) => repository.test(model.toLowerCase()))?.[1];
}
