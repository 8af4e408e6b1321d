import { modelName } from "./parameter-count";

/** What decides how much memory a model takes. */
export interface ModelArchitecture {
  readonly parameters: number;
  /** Layers that keep every token of a request; those with a sliding window are not counted. */
  readonly cachedLayers: number;
  /** Heads of keys and values in a layer. */
  readonly kvHeads: number;
  /** Numbers in a head. */
  readonly headDim: number;
}

function row(
  parametersInMillions: number,
  cachedLayers: number,
  kvHeads: number,
  headDim: number,
): ModelArchitecture {
  return { parameters: parametersInMillions * 1e6, cachedLayers, kvHeads, headDim };
}

/**
 * Models whose sizes are known, by the beginning of their name.
 *
 * Sources: `config.json` and parameter count of each model's page on Hugging Face. Every second layer of Gemma 2 and all
 * of Phi-3-mini-4k have a sliding window.
 */
const architectures: Readonly<Record<string, ModelArchitecture>> = {
  "qwen2.5-0.5b": row(494, 24, 2, 64),
  "qwen2.5-1.5b": row(1544, 28, 2, 128),
  "qwen2.5-3b": row(3086, 36, 2, 128),
  "qwen2.5-7b": row(7616, 28, 4, 128),
  "qwen2.5-14b": row(14_770, 48, 8, 128),
  "qwen2.5-32b": row(32_764, 64, 8, 128),
  "qwen2.5-72b": row(72_706, 80, 8, 128),
  "llama-3-8b": row(8030, 32, 8, 128),
  "llama-3-70b": row(70_554, 80, 8, 128),
  "llama-3.1-8b": row(8030, 32, 8, 128),
  "llama-3.1-70b": row(70_554, 80, 8, 128),
  "llama-3.1-405b": row(405_853, 126, 8, 128),
  "llama-3.2-1b": row(1236, 16, 8, 64),
  "llama-3.2-3b": row(3213, 28, 8, 128),
  "llama-3.3-70b": row(70_554, 80, 8, 128),
  "mistral-7b-instruct-v0.2": row(7242, 32, 8, 128),
  "mistral-7b-v0.3": row(7248, 32, 8, 128),
  "mistral-7b-instruct-v0.3": row(7248, 32, 8, 128),
  "phi-3-mini-4k": row(3821, 0, 32, 96),
  "phi-3-mini-128k": row(3821, 32, 32, 96),
  "gemma-2b": row(2506, 18, 1, 256),
  "gemma-7b": row(8538, 28, 16, 256),
  "gemma-2-2b": row(2614, 13, 4, 256),
  "gemma-2-9b": row(9242, 21, 8, 256),
};

/** The architecture of a model, its quantized and tuned versions included; `undefined` where it is not in the table. */
export function architectureOf(model: string): ModelArchitecture | undefined {
  const name = modelName(model).replace(/^meta-/, "");
  const known = Object.keys(architectures).find((start) => name === start || name.startsWith(`${start}-`));
  return known === undefined ? undefined : architectures[known];
}
