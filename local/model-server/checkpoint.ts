/** How vLLM classifies a checkpoint: v0.32.0, `_get_runner_type` and `_get_convert_type` in vllm/config/model.py. */
import type { ServerOptions } from "./options";

/** A server's task. A ranker is a classifier with one label, and the only one that scores pairs of texts. */
export type ModelKind = "generate" | "embed" | "rank" | "classify";

/** Facts from the files of a checkpoint. */
interface Checkpoint {
  /** In `config.json`. */
  readonly architecture: string;
  /** Whether there is a `modules.json` of Sentence Transformers, which makes vLLM pool. */
  readonly pools?: boolean;
  readonly labels?: number;
}

/** Checkpoints on the hub, by name; all others generate. */
const checkpoints: readonly (readonly [RegExp, Checkpoint])[] = [
  [/^Qwen\/Qwen3-Reranker-[\d.]+B$/, { architecture: "Qwen3ForCausalLM" }],
  [/-seq-cls$/, { architecture: "Qwen3ForSequenceClassification", labels: 1 }],
  [/^Qwen\/Qwen3-Embedding-/, { architecture: "Qwen3ForCausalLM", pools: true }],
  [/^BAAI\/bge-reranker-/, { architecture: "XLMRobertaForSequenceClassification", labels: 1 }],
  [/^cross-encoder\/nli-/, { architecture: "BertForSequenceClassification", labels: 3 }],
  [/^cross-encoder\//, { architecture: "BertForSequenceClassification", labels: 1 }],
  [/^Skywork\/Skywork-Reward-/, { architecture: "Qwen3ForSequenceClassification", labels: 1 }],
  [/^BAAI\/bge-m3$|^intfloat\/multilingual-e5-/, { architecture: "XLMRobertaModel", pools: true }],
  [
    /^(?:BAAI\/bge|intfloat\/e5|thenlper\/gte)-|^sentence-transformers\//,
    { architecture: "BertModel", pools: true },
  ],
];

const others: Checkpoint = { architecture: "LlamaForCausalLM" };

/** Tasks of architectures, by name suffix (`_SUFFIX_TO_DEFAULTS`). */
function architectureTask(architecture: string): "generate" | "embed" | "classify" {
  if (/Classification(?:Model)?$/.test(architecture)) return "classify";
  if (/(?:ForCausalLM|ForConditionalGeneration|ChatModel|LMHeadModel)$/.test(architecture)) return "generate";
  return /(?:ForTextEncoding|ForRewardModeling|Model)$/.test(architecture) ? "embed" : "generate";
}

/**
 * The task of a server with these options.
 * @throws Error in vLLM's words when it would not start.
 */
export function modelKind({ model, runner, convert, hfOverrides }: ServerOptions): ModelKind {
  const found = checkpoints.find(([names]) => names.test(model))?.[1] ?? others;
  const overridden = overriddenBy(hfOverrides, found);
  const purpose = architectureTask(overridden.architecture);
  const pools =
    overridden.pools === true || purpose !== "generate" || convert === "embed" || convert === "classify";
  if (runner === "generate" && purpose !== "generate")
    throw new Error("This model does not support `--runner generate`.");
  if (runner === "generate" || (runner === "auto" && !pools)) return "generate";
  if (purpose === "generate" && convert === "none")
    throw new Error(
      "This model does not support `--runner pooling`. You can pass `--convert <embed|classify> to adapt it into a pooling model.",
    );
  const result = purpose === "generate" ? (convert === "classify" ? "classify" : "embed") : purpose;
  return result === "classify" && overridden.labels === 1 ? "rank" : result;
}

/** A classifier built from two or more tokens has one label for two of them. */
function overriddenBy(hfOverrides: string, checkpoint: Checkpoint): Checkpoint {
  const { architectures, classifier_from_token: tokens } = parseOverrides(hfOverrides);
  const [architecture] = architectures ?? [];
  return {
    ...checkpoint,
    ...(architecture !== undefined && { architecture }),
    ...(tokens !== undefined && { labels: 1 }),
  };
}

interface Overrides {
  readonly architectures?: readonly string[];
  readonly classifier_from_token?: readonly string[];
}

function parseOverrides(text: string): Overrides {
  const value: unknown = JSON.parse(text);
  const listOf = (key: keyof Overrides): Overrides => {
    const list: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    return Array.isArray(list) ? { [key]: list.map(String) } : {};
  };
  return { ...listOf("architectures"), ...listOf("classifier_from_token") };
}
