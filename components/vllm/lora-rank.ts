import { vllmFlags } from "../imports/vllm-flags";
import type { AdapterProps } from "../model/model-serving-props";

/** vLLM's default: vllm v0.32.0 `config/lora.py`, `max_lora_rank`. */
const defaultMaxRank = 16;

/** The ranks that `--max-lora-rank` may be, ascending. */
export const loraRanks: readonly number[] = (
  vllmFlags.find(({ names }) => names.includes("--max-lora-rank"))?.choices ?? []
).map(Number);

/** The largest stated rank of the adapters; 0 if none states one. */
export function largestRank(adapters: readonly AdapterProps[]): number {
  return Math.max(0, ...adapters.map(({ rank }) => rank ?? 0));
}

/** What `--max-lora-rank` must be for these adapters; `undefined` if vLLM's default is enough. */
export function maxLoraRank(adapters: readonly AdapterProps[]): number | undefined {
  const largest = largestRank(adapters);
  return largest <= defaultMaxRank ? undefined : loraRanks.find((rank) => rank >= largest);
}
