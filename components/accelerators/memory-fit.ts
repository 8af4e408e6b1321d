import type { Problem } from "../problems";
import { bytesPerWeight } from "./bytes-per-weight";
import { architectureOf } from "./model-architectures";
import { parameterCount } from "./parameter-count";
import { accelerator, acceleratorNames } from "./table";
import type { AcceleratorName } from "./table";

/** One model server, as far as its memory goes. */
export interface MemoryDemand {
  /** Where the user described the model. */
  readonly path: string;
  readonly model: string;
  readonly accelerator: AcceleratorName;
  /** Longest context, in tokens; `undefined` leaves it to the model, and then only the weights count. */
  readonly maxModelLen: number | undefined;
  /** Further arguments of vLLM. */
  readonly extraArgs: readonly string[];
  /** Replicas that share the memory of a node: the clients of a shared GPU, 1 without sharing. */
  readonly replicasPerNode: number;
}

const bytesPerGiB = 2 ** 30;

/** Share of the memory that vLLM uses unless told otherwise: 0.92 from 0.26 to 0.32 at least, 0.9 in 0.18. */
const usedShare = 0.92;

/** Memory of each chip for what is neither weights nor cache, in GiB. vLLM takes more: this is to be sure of a refusal. */
const overheadGiB = 0.5;

/** Names round: `Llama-2-7b` has 6.74 billion parameters. */
const leastOfNamed = 0.95;

/** What is proposed instead has room to spare, for requests side by side. */
const spareFactor = 1.1;

/** Keys and values are cached as bfloat16 or float16. */
const bytesPerCachedNumber = 2;

/** With any of these, the user has taken memory into their own hands, and the name of a model tells little. */
const memoryArguments =
  /^(-q|--(quantization|dtype|load-format|gpu-memory-utilization|cpu-offload-gb|kv-cache-.*|hf-overrides|config))$/;

interface Need {
  readonly weightsGiB: number;
  readonly cacheGiB: number;
}

/**
 * Whether a model's weights, and the cache for one request of `maxModelLen`, fit into the memory of its accelerator.
 * Refuses only what is sure to fail: a model whose size is not known is accepted.
 */
export function checkMemory(demand: MemoryDemand): readonly Problem[] {
  const need = neededMemory(demand);
  const { path, accelerator: name, maxModelLen, replicasPerNode } = demand;
  if (need === undefined || holds(name, need, replicasPerNode)) return [];
  const cache =
    need.cacheGiB > 0 ? ` and ${gib(need.cacheGiB)} of cache for a context of ${maxModelLen}` : "";
  return [
    {
      code: "TooLittleMemory",
      path,
      rule: `must fit into the memory of ${name}, of which vLLM uses ${gib(usableGiB(name, replicasPerNode))}`,
      got: `${gib(need.weightsGiB)} of weights${cache}`,
      fix: fixFor(need, demand),
    },
  ];
}

function neededMemory({ model, maxModelLen, extraArgs }: MemoryDemand): Need | undefined {
  const flags = extraArgs.map((argument) => argument.replace(/=.*$/s, "").replaceAll("_", "-"));
  if (flags.some((flag) => memoryArguments.test(flag))) return undefined;
  const known = architectureOf(model);
  const named = parameterCount(model);
  const parameters = known?.parameters ?? (named === undefined ? undefined : named * leastOfNamed);
  if (parameters === undefined) return undefined;
  const cachedNumbers =
    known === undefined ? 0 : 2 * known.cachedLayers * known.kvHeads * known.headDim * (maxModelLen ?? 0);
  return {
    weightsGiB: (parameters * bytesPerWeight(model)) / bytesPerGiB,
    cacheGiB: (cachedNumbers * bytesPerCachedNumber) / bytesPerGiB,
  };
}

function usableGiB(name: AcceleratorName, replicasPerNode: number): number {
  const { chips, chipMemoryGiB } = accelerator(name);
  return (chips * chipMemoryGiB * usedShare) / replicasPerNode;
}

function holds(name: AcceleratorName, { weightsGiB, cacheGiB }: Need, replicasPerNode: number): boolean {
  const overhead = overheadGiB * accelerator(name).chips;
  return weightsGiB + cacheGiB + overhead <= usableGiB(name, replicasPerNode);
}

function fixFor(need: Need, { accelerator: refused, replicasPerNode }: MemoryDemand): string {
  const spacious = { weightsGiB: need.weightsGiB * spareFactor, cacheGiB: need.cacheGiB * spareFactor };
  const larger = acceleratorNames.filter((name) => name !== refused && holds(name, spacious, 1));
  const choices = [
    ...(larger.length > 0 ? [`use one of ${larger.join(", ")}`] : ["use a smaller model"]),
    ...(need.cacheGiB > 0 ? ["lower maxModelLen"] : []),
    ...(replicasPerNode > 1 ? ["share the GPU among fewer"] : []),
    "name the method with --quantization in extraArgs if its weights are quantized",
  ];
  return choices.join(", or ");
}

function gib(amount: number): string {
  return `${Math.round(amount * 10) / 10} GiB`;
}
