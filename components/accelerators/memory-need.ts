import { bytesPerWeight } from "./bytes-per-weight";
import { memoryTerms } from "./memory-arguments";
import type { MemoryTerms } from "./memory-arguments";
import { architectureOf } from "./model-architectures";
import { refusesFloat16 } from "./model-families";
import { weightsGiB } from "./model-weights";
import type { SizedModel } from "./model-weights";
import { modelName } from "./parameter-count";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";
import type { SplitDemand } from "./tensor-parallel";

/** The fields of a model that determine its memory. */
export interface ModelDemand extends SizedModel, SplitDemand {}

/** The chips that one model server runs on. */
export interface Chips {
  readonly accelerator: AcceleratorName;
  /** Chips that each layer is split across. */
  readonly tensorParallelSize: number;
  /** Replicas that share the memory of a node: the clients of a shared GPU, 1 without sharing. */
  readonly replicasPerNode: number;
}

/** What a model takes of the combined memory of its chips. */
export interface MemoryNeed {
  readonly weightsGiB: number;
  /** Whether the weights are the least that the size in the model's name can mean. */
  readonly isLeast: boolean;
  readonly cacheGiBPerToken: number;
  /** What vLLM may use. */
  readonly usableGiB: number;
  /** For what is neither weights nor cache. */
  readonly overheadGiB: number;
}

const bytesPerGiB = 2 ** 30;

/** Memory of each chip for what is neither weights nor cache, in GiB. vLLM takes more; a low value keeps refusals certain. */
const overheadGiB = 0.5;

/** Names round: `Llama-2-7b` has 6.74 billion parameters. */
const leastOfNamed = 0.95;

/** Weights and cache are bfloat16 or float16, and float32 where the chip has no bfloat16 and the model refuses float16. */
const usualBytes = 2;
const float32Bytes = 4;

/** What a model takes on some chips; `undefined` where that is not known. */
export function memoryNeed(model: ModelDemand, chips: Chips): MemoryNeed | undefined {
  const terms = memoryTerms(model.extraArgs);
  const weights = terms && weightsInMemory(model, chips.accelerator, terms);
  if (terms === undefined || weights === undefined) return undefined;
  const row = accelerator(chips.accelerator);
  const used = Math.min(row.chips, chips.tensorParallelSize * terms.pipelineStages);
  return {
    weightsGiB: weights,
    isLeast: isNamedOnly(model),
    cacheGiBPerToken: cacheGiBPerToken(model, chips, terms),
    usableGiB: (used * row.chipMemoryGiB * terms.usedShare) / chips.replicasPerNode,
    overheadGiB: overheadGiB * used,
  };
}

/** Whether weights and cache fit; a factor above 1 leaves room to spare. */
export function holds(need: MemoryNeed, contextTokens: number, factor = 1): boolean {
  const asked = need.weightsGiB + need.cacheGiBPerToken * contextTokens;
  return asked * factor + need.overheadGiB <= need.usableGiB;
}

/** The longest context that fits next to the weights; infinite if the cache of a model is not known. */
export function longestContext(need: MemoryNeed, factor = 1): number {
  const left = (need.usableGiB - need.overheadGiB) / factor - need.weightsGiB;
  if (left < 0) return 0;
  return need.cacheGiBPerToken === 0 ? Infinity : Math.floor(left / need.cacheGiBPerToken);
}

/** Whether the model's size is known only from its name. */
function isNamedOnly({ model, weightsGiB: stated }: ModelDemand): boolean {
  return stated === undefined && architectureOf(model)?.parameters === undefined;
}

function weightsInMemory(model: ModelDemand, name: AcceleratorName, terms: MemoryTerms): number | undefined {
  const whole = weightsGiB(model);
  if (whole === undefined || model.weightsGiB !== undefined) return whole;
  const certain = isNamedOnly(model) ? whole * leastOfNamed : whole;
  const isUnquantized = bytesPerWeight(model.model) === usualBytes;
  return isUnquantized ? (certain * numberBytes(model.model, name, terms)) / usualBytes : certain;
}

/** If tensor parallelism is wider than a model's heads of keys and values, chips duplicate them. */
function cacheGiBPerToken({ model }: ModelDemand, chips: Chips, terms: MemoryTerms): number {
  const known = architectureOf(model);
  if (known === undefined) return 0;
  const { cachedLayers, kvHeads, headDim, latentDim } = known;
  const { tensorParallelSize } = chips;
  const numbers =
    latentDim === undefined
      ? 2 * Math.max(kvHeads, tensorParallelSize) * headDim
      : latentDim * tensorParallelSize;
  const bytes = terms.cacheBytes ?? (mayCacheFp8(model) ? 1 : numberBytes(model, chips.accelerator, terms));
  return (cachedLayers * numbers * bytes) / bytesPerGiB;
}

/** A model that is stored in FP8 or FP4 may say that its cache is FP8 as well, and vLLM then follows it. */
function mayCacheFp8(model: string): boolean {
  return /fp[48]/.test(modelName(model));
}

function numberBytes(model: string, name: AcceleratorName, { weightBytes }: MemoryTerms): number {
  if (weightBytes !== undefined) return weightBytes;
  const row = accelerator(name);
  return row.kind === "gpu" && !row.bfloat16 && refusesFloat16(model) ? float32Bytes : usualBytes;
}
