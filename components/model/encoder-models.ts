import type { Task } from "./task";

/** Models that read text and write none, by name. */
interface EncoderFamily {
  /** Matches the whole name, in any case. */
  readonly names: RegExp;
  /** Tasks that vLLM cannot run them for. */
  readonly cannot: readonly Task[];
}

/**
 * Encoders: BERT and its kin, T5's encoder, CLIP, SigLIP. They have no head that generates. vLLM runs them with the pooling runner
 * whatever is asked, so that chat completions are a 404, and refuses `--runner generate`. A cross-encoder makes no vectors either:
 * `--convert embed` leaves a class that pools as it is (vLLM, `as_embedding_model` in vllm/model_executor/models/adapters.py).
 * Decoders of the same makers, such as Qwen3-Reranker, Qwen3-Embedding, bge-multilingual-gemma2 or gte-Qwen2, generate as well as
 * their base models, and are not here.
 */
const families: readonly EncoderFamily[] = [
  {
    names:
      /^(?:BAAI\/bge-reranker-(?:base|large|v2-m3)|cross-encoder\/.+|jinaai\/jina-reranker-v(?:1-(?:tiny|turbo)-en|2-base-multilingual)|Alibaba-NLP\/gte-(?:multilingual-reranker-base|reranker-modernbert-base))$/i,
    cannot: ["generate", "embed"],
  },
  {
    names:
      /^(?:BAAI\/bge-(?:m3(?:-unsupervised|-retromae)?|(?:small|base|large)-(?:en|zh)(?:-v1\.5)?)|intfloat\/(?:multilingual-)?e5-(?:small|base|large)(?:-v2|-instruct|-unsupervised)?|thenlper\/gte-(?:small|base|large)(?:-zh)?|Alibaba-NLP\/gte-(?:multilingual-base|modernbert-base|(?:base|large)-en-v1\.5))$/i,
    cannot: ["generate"],
  },
  {
    names:
      /^(?:sentence-transformers\/.+|mixedbread-ai\/mxbai-embed-large-v1|nomic-ai\/nomic-embed-text-v[\d.]+(?:-moe)?|Snowflake\/snowflake-arctic-embed-.+|jinaai\/jina-embeddings-v[23](?:-.+)?|openai\/clip-vit-.+|google\/siglip2?-.+)$/i,
    cannot: ["generate"],
  },
];

/** Whether a model is known to be unable to do a task, whatever vLLM's flags are. */
export function cannotDo(model: string, task: Task): boolean {
  return families.some(({ names, cannot }) => names.test(model) && cannot.includes(task));
}
