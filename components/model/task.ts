/** What a model can do with a request. */
export const tasks = ["generate", "embed", "rerank", "score", "classify"] as const;

export type Task = (typeof tasks)[number];

/** How an endpoint picker reads the body of a request. */
export type RequestParser = "openai-parser" | "passthrough-parser";

/** What follows from a task. */
export interface TaskTraits {
  /** Paths that lead to the model, matched exactly. Every other path of vLLM stays inside the cluster. */
  readonly paths: readonly string[];
  /**
   * `openai-parser` finds the model and the prompt in a body, and refuses a body that has none. It knows the bodies of
   * OpenAI's paths by their ends, and takes every other one for a completion, so that a body without `prompt` is a 400:
   * GIE v1.5.0, pkg/epp/framework/plugins/requesthandling/parsers/openai/openai.go. `passthrough-parser` reads nothing.
   */
  readonly parser: RequestParser;
  /** Value of vLLM's `--runner`. `undefined` leaves it to vLLM, which finds `generate` for what generates. */
  readonly runner: "pooling" | undefined;
  /**
   * Value of vLLM's `--convert`. `undefined` leaves it to vLLM: a model that ranks may be a cross-encoder, a ColBERT or an
   * embedding model, and each answers in its own way (vLLM v0.32.0, `SCORE_TYPE_MAP` in vllm/tasks.py).
   */
  readonly convert: "embed" | "classify" | undefined;
}

/** `/score`, and its older name (vLLM v0.32.0, vllm/entrypoints/pooling/scoring/api_router.py). */
const scorePaths = ["/score", "/v1/score"] as const;

/**
 * The paths are those of vLLM v0.32.0 (the `api_router.py` files below vllm/entrypoints) that the parser lets through.
 * `/v1/messages` and `/detokenize` are not among them: their bodies have no `prompt`.
 */
export const taskTraits: Readonly<Record<Task, TaskTraits>> = {
  generate: {
    paths: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/tokenize"],
    parser: "openai-parser",
    runner: undefined,
    convert: undefined,
  },
  embed: {
    paths: ["/v1/embeddings", "/tokenize"],
    parser: "openai-parser",
    runner: "pooling",
    convert: "embed",
  },
  rerank: {
    // Whatever ranks scores as well, in the same server.
    paths: ["/rerank", "/v1/rerank", "/v2/rerank", ...scorePaths],
    parser: "passthrough-parser",
    runner: "pooling",
    convert: undefined,
  },
  score: { paths: scorePaths, parser: "passthrough-parser", runner: "pooling", convert: undefined },
  classify: {
    // Reward models are read at the second (vLLM, docs/models/pooling_models/reward.md).
    paths: ["/classify", "/pooling"],
    parser: "passthrough-parser",
    runner: "pooling",
    convert: "classify",
  },
};
