import type { Task } from "./task";

/** Models whose name says what they do. */
interface ModelFamily {
  /** Matches the whole name, in any case. */
  readonly names: RegExp;
  readonly task: Task;
  /** Overrides for facts that are missing from the checkpoint's `config.json`. */
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * Families by name; the first that matches counts. Unless noted otherwise, a family and its overrides are those of
 * vLLM v0.32.0, docs/models/pooling_models: `scoring.md` for what ranks and scores, `embed.md` for what embeds, `classify.md`
 * and `reward.md` for what classifies, `specific_models.md` for ColBERT.
 */
const families: readonly ModelFamily[] = [
  {
    names: /^Qwen\/Qwen3-Reranker-[\d.]+B$/i,
    task: "rerank",
    overrides: twoWayOverrides("Qwen3ForSequenceClassification"),
  },
  {
    names: /^Qwen\/Qwen3-VL-Reranker-[\d.]+B$/i,
    task: "rerank",
    overrides: twoWayOverrides("Qwen3VLForSequenceClassification"),
  },
  {
    names: /^BAAI\/bge-reranker-v2-gemma$/i,
    task: "rerank",
    overrides: {
      architectures: ["GemmaForSequenceClassification"],
      classifier_from_token: ["Yes"],
      method: "no_post_processing",
    },
  },
  {
    names: /^mixedbread-ai\/mxbai-rerank-(?:base|large)-v2$/i,
    task: "rerank",
    overrides: {
      architectures: ["Qwen2ForSequenceClassification"],
      classifier_from_token: ["0", "1"],
      method: "from_2_way_softmax",
    },
  },
  {
    names: /^Alibaba-NLP\/gte-multilingual-reranker-base$/i,
    task: "rerank",
    overrides: { architectures: ["GteNewForSequenceClassification"] },
  },
  {
    names: /^jinaai\/jina-colbert-v2$/i,
    task: "rerank",
    overrides: { architectures: ["ColBERTJinaRobertaModel"] },
  },
  {
    names: /^lightonai\/GTE-ModernColBERT-v1$/i,
    task: "rerank",
    overrides: { architectures: ["ColBERTModernBertModel"] },
  },
  {
    names: /^LiquidAI\/LFM2-ColBERT-350M$/i,
    task: "rerank",
    overrides: { architectures: ["ColBERTLfm2Model"] },
  },
  // What a cross-encoder of Sentence Transformers is trained for (sbert.net, "Cross-Encoder Pretrained Models"): NLI has three
  // labels, and vLLM scores only with models of one label.
  { names: /^cross-encoder\/nli-/i, task: "classify" },
  { names: /^cross-encoder\/(?:stsb|quora)-/i, task: "score" },
  { names: /^cross-encoder\//i, task: "rerank" },
  // BAAI/bge-reranker-*, jinaai/jina-reranker-*, nvidia/llama-nemotron-rerank-*, mxbai-rerank-*, …: the word itself.
  { names: /(?:^|[/_.-])rerank(?:er)?(?:[_.-][^/]*)?$/i, task: "rerank" },
  { names: /^nvidia\/llama-3\.2-nv-rerankqa-/i, task: "rerank" },
  // answerdotai/answerai-colbert-small-v1, colbert-ir/colbertv2.0, TomoroAI/tomoro-colqwen3-embed-4b, …
  { names: /(?:^|\/)[^/]*(?:colbert|colqwen|colpali)[^/]*$/i, task: "rerank" },
  { names: /^Qwen\/Qwen2\.5-Math-P?RM-/i, task: "classify" },
  { names: /^Skywork\/Skywork-Reward-/i, task: "classify" },
  { names: /^internlm\/internlm2-[^/]*-reward$/i, task: "classify" },
  { names: /^ai21labs\/Jamba-tiny-reward-/i, task: "classify" },
  {
    names: /^Alibaba-NLP\/gte-(?:multilingual-base|(?:base|large)-en-v1\.5)$/i,
    task: "embed",
    overrides: { architectures: ["GteNewModel"] },
  },
  // Every repository of these makes vectors; rerankers are above.
  { names: /^(?:BAAI\/bge|intfloat\/(?:multilingual-)?e5|Alibaba-NLP\/gte|thenlper\/gte)-/i, task: "embed" },
  { names: /^sentence-transformers\//i, task: "embed" },
  { names: /^(?:openai\/clip-vit|google\/(?:siglip2?|embeddinggemma)|jinaai\/jina-clip)-/i, task: "embed" },
  { names: /^voyageai\/voyage-/i, task: "embed" },
  { names: /^nvidia\/llama-3\.2-nv-embedqa-/i, task: "embed" },
  // Qwen/Qwen3-Embedding-*, nomic-ai/nomic-embed-text-*, jinaai/jina-embeddings-*, mixedbread-ai/mxbai-embed-*,
  // Snowflake/snowflake-arctic-embed-*, ibm-granite/granite-embedding-*, …: the word itself, in the repository's name.
  { names: /(?:^|[/_.-])embed(?:ding|dings)?(?:[_.-][^/]*)?$/i, task: "embed" },
];

/** The checkpoint generates "yes" or "no", and vLLM makes a score of the two. */
function twoWayOverrides(architecture: string): Readonly<Record<string, unknown>> {
  return {
    architectures: [architecture],
    classifier_from_token: ["no", "yes"],
    is_original_qwen3_reranker: true,
  };
}

function familyOf(model: string): ModelFamily | undefined {
  return families.find(({ names }) => names.test(model));
}

/** The task that a model's name implies; `undefined` for all others, which mostly generate. */
export function taskOfName(model: string): Task | undefined {
  return familyOf(model)?.task;
}

/** The value of vLLM's `--hf-overrides` for a checkpoint that it would misidentify; `undefined` for any other. */
export function overridesOf(model: string): string | undefined {
  const overrides = familyOf(model)?.overrides;
  return overrides === undefined ? undefined : JSON.stringify(overrides);
}
