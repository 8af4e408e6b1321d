import { gemmaAndPhiModels } from "./known-models/gemma-phi";
import type { ModelArchitecture } from "./known-models/architecture";
import { llamaModels } from "./known-models/llama";
import { moreModels } from "./known-models/more";
import { qwenModels } from "./known-models/qwen";
import { modelName, parameterCount } from "./parameter-count";

export type { ModelArchitecture } from "./known-models/architecture";

/** Models whose architecture is known, by the beginning of their name. */
export const architectures: Readonly<Record<string, ModelArchitecture>> = {
  ...qwenModels,
  ...llamaModels,
  ...gemmaAndPhiModels,
  ...moreModels,
};

/** The longest first: `Qwen2.5-7B-Instruct-1M` is no `Qwen2.5-7B`. */
const starts: readonly string[] = Object.keys(architectures).sort((a, b) => b.length - a.length);

/** Words of a name that change nothing about a model's context: how it was tuned to chat, and how it is stored. */
const plainWord =
  /^(instruct|it|chat|base|pt|hf|awq|gptq|bnb|gguf|fp8|fp16|bf16|(nv|mx)?fp4|int[48]|[48]bit|w\d+a\d+|dynamic|quantized.*)$/;

/** Words that distinguish releases of one architecture. */
const releaseWord = /^(v?\d+(\.\d+)?|exp|terminus|speciale|zero|preview)$/;

/** A name that gives a size this many times another only begins alike, as `DeepSeek-R1-0528-Qwen3-8B` does. */
const sizeTolerance = 2;

interface Known {
  readonly architecture: ModelArchitecture;
  /** What follows the beginning that is known. */
  readonly rest: readonly string[];
}

/** The architecture of a model, its quantized and tuned versions included; `undefined` where it is not in the table. */
export function architectureOf(model: string): ModelArchitecture | undefined {
  return knownModel(model)?.architecture;
}

/**
 * The context that vLLM takes unless it is given another, in tokens; `undefined` where it is not known. Tuned versions are
 * taken to have kept it, unless their name speaks of another, such as `262k`.
 */
export function contextOf(model: string): number | undefined {
  const known = knownModel(model);
  if (known === undefined || known.rest.some((word) => /^\d+(k|m)$/.test(word))) return undefined;
  return known.architecture.contextLength;
}

/** Whether a model is a known one as it was published, or quantized, so that its context is certain. */
export function hasCertainContext(model: string): boolean {
  return knownModel(model)?.rest.every((word) => plainWord.test(word)) ?? false;
}

/** By model: a name is asked for several times, and each time is a search through the table. */
const searched = new Map<string, Known | undefined>();

function knownModel(model: string): Known | undefined {
  if (!searched.has(model)) searched.set(model, search(model));
  return searched.get(model);
}

function search(model: string): Known | undefined {
  const name = modelName(model).replace(/^meta-/, "");
  const start = starts.find((one) => name === one || name.startsWith(`${one}-`));
  const architecture = start === undefined ? undefined : architectures[start];
  if (start === undefined || architecture === undefined) return undefined;
  const rest = name.slice(start.length).split("-").filter(Boolean);
  return isSame(start, rest, parameterCount(model), architecture) ? { architecture, rest } : undefined;
}

/** Whether a name that begins like a known one means the same architecture. */
function isSame(
  start: string,
  rest: readonly string[],
  named: number | undefined,
  { parameters }: ModelArchitecture,
): boolean {
  if (named !== undefined && parameters !== undefined) {
    const ratio = named / parameters;
    if (ratio > sizeTolerance || ratio < 1 / sizeTolerance) return false;
  }
  // Without a size, as in `phi-4`, another word may be another model: `phi-4-multimodal` is half as large.
  const isSized = /\d+(\.\d+)?[bm](-|$)/.test(start);
  return isSized || rest.every((word) => plainWord.test(word) || releaseWord.test(word));
}
