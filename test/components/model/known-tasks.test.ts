import { overridesOf, taskOfName } from "../../../components/model/known-tasks";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";

test.each([
  ["BAAI/bge-reranker-v2-m3", "rerank"],
  ["BAAI/bge-reranker-base", "rerank"],
  ["BAAI/bge-reranker-v2-gemma", "rerank"],
  ["Qwen/Qwen3-Reranker-0.6B", "rerank"],
  ["tomaarsen/Qwen3-Reranker-0.6B-seq-cls", "rerank"],
  ["Qwen/Qwen3-VL-Reranker-2B", "rerank"],
  ["Alibaba-NLP/gte-reranker-modernbert-base", "rerank"],
  ["Alibaba-NLP/gte-multilingual-reranker-base", "rerank"],
  ["jinaai/jina-reranker-v2-base-multilingual", "rerank"],
  ["jinaai/jina-reranker-m0", "rerank"],
  ["jinaai/jina-colbert-v2", "rerank"],
  ["mixedbread-ai/mxbai-rerank-large-v1", "rerank"],
  ["mixedbread-ai/mxbai-rerank-base-v2", "rerank"],
  ["cross-encoder/ms-marco-MiniLM-L-6-v2", "rerank"],
  ["nvidia/llama-nemotron-rerank-1b-v2", "rerank"],
  ["nvidia/llama-3.2-nv-rerankqa-1b-v2", "rerank"],
  ["colbert-ir/colbertv2.0", "rerank"],
  ["TomoroAI/tomoro-colqwen3-embed-4b", "rerank"],
  ["cross-encoder/stsb-roberta-large", "score"],
  ["cross-encoder/quora-roberta-base", "score"],
  ["cross-encoder/nli-deberta-v3-base", "classify"],
  ["Qwen/Qwen2.5-Math-RM-72B", "classify"],
  ["Qwen/Qwen2.5-Math-PRM-7B", "classify"],
  ["Skywork/Skywork-Reward-V2-Qwen3-0.6B", "classify"],
  ["internlm/internlm2-1_8b-reward", "classify"],
  ["ai21labs/Jamba-tiny-reward-dev", "classify"],
  ["BAAI/bge-m3", "embed"],
  ["BAAI/bge-base-en-v1.5", "embed"],
  ["baai/BGE-large-en-v1.5", "embed"],
  ["Qwen/Qwen3-Embedding-0.6B", "embed"],
  ["Qwen/Qwen3-VL-Embedding-2B", "embed"],
  ["intfloat/e5-mistral-7b-instruct", "embed"],
  ["intfloat/multilingual-e5-large", "embed"],
  ["Alibaba-NLP/gte-Qwen2-7B-instruct", "embed"],
  ["Alibaba-NLP/gte-modernbert-base", "embed"],
  ["thenlper/gte-small", "embed"],
  ["nomic-ai/nomic-embed-text-v1.5", "embed"],
  ["nomic-ai/modernbert-embed-base", "embed"],
  ["jinaai/jina-embeddings-v3", "embed"],
  ["sentence-transformers/all-MiniLM-L6-v2", "embed"],
  ["mixedbread-ai/mxbai-embed-large-v1", "embed"],
  ["Snowflake/snowflake-arctic-embed-l-v2.0", "embed"],
  ["google/embeddinggemma-300m", "embed"],
  ["ibm-granite/granite-embedding-125m-english", "embed"],
  ["nvidia/NV-Embed-v2", "embed"],
  ["openai/clip-vit-base-patch32", "embed"],
])("%s has the task %s", (model, task) => {
  expect(taskOfName(model)).toBe(task);
  expect(resolveModelServing({ model, accelerator: "nvidia-l4" }).task).toBe(task);
});

test.each([
  "Qwen/Qwen2.5-3B-Instruct",
  "Snowflake/snowflake-arctic-instruct",
  "nvidia/Llama-3.1-Nemotron-70B-Instruct-HF",
  "rerank-labs/Llama-3-8B",
  "embed-labs/Llama-3-8B",
  "acme/embedded-c-coder-7b",
  "acme/reranked-mix-7b",
  "openai/gpt-oss-20b",
  "google/gemma-3-4b-it",
  "phi",
])("%s tells nothing, and generates", (model) => {
  expect(taskOfName(model)).toBeUndefined();
  expect(overridesOf(model)).toBeUndefined();
  expect(resolveModelServing({ model, accelerator: "nvidia-l4" }).task).toBe("generate");
});

test("what an entry says counts more than the name", () => {
  const spec = resolveModelServing({ model: "BAAI/bge-m3", accelerator: "nvidia-l4", task: "score" });

  expect(spec.task).toBe("score");
});

test.each([
  [
    "Qwen/Qwen3-Reranker-4B",
    '{"architectures":["Qwen3ForSequenceClassification"],"classifier_from_token":["no","yes"],"is_original_qwen3_reranker":true}',
  ],
  [
    "Qwen/Qwen3-VL-Reranker-2B",
    '{"architectures":["Qwen3VLForSequenceClassification"],"classifier_from_token":["no","yes"],"is_original_qwen3_reranker":true}',
  ],
  [
    "BAAI/bge-reranker-v2-gemma",
    '{"architectures":["GemmaForSequenceClassification"],"classifier_from_token":["Yes"],"method":"no_post_processing"}',
  ],
  [
    "mixedbread-ai/mxbai-rerank-large-v2",
    '{"architectures":["Qwen2ForSequenceClassification"],"classifier_from_token":["0","1"],"method":"from_2_way_softmax"}',
  ],
  ["Alibaba-NLP/gte-multilingual-reranker-base", '{"architectures":["GteNewForSequenceClassification"]}'],
  ["Alibaba-NLP/gte-large-en-v1.5", '{"architectures":["GteNewModel"]}'],
  ["jinaai/jina-colbert-v2", '{"architectures":["ColBERTJinaRobertaModel"]}'],
])("vLLM is told what %s is", (model, overrides) => {
  expect(overridesOf(model)).toBe(overrides);
});

test.each(["tomaarsen/Qwen3-Reranker-0.6B-seq-cls", "BAAI/bge-reranker-v2-m3", "Qwen/Qwen3-Embedding-8B"])(
  "%s says it itself",
  (model) => {
    expect(overridesOf(model)).toBeUndefined();
  },
);
