import { vllmFlags } from "../imports/vllm-flags";
import type { AdapterProps } from "../model/model-serving-props";

/** Where the flag is left out: vllm v0.32.0 `config/lora.py`, `max_lora_rank`. */
const defaultMaxRank = 16;

/** The ranks that `--max-lora-rank` may be, ascending. */
export const loraRanks: readonly number[] = (
  vllmFlags.find(({ names }) => names.includes("--max-lora-rank"))?.choices ?? []
).map(Number);

/** The largest rank that an adapter says it has; 0 where none does. */
export function largestRank(adapters: readonly AdapterProps[]): number {
  return Math.max(0, ...adapters.map(({ rank }) => rank ?? 0));
}

/** What `--max-lora-rank` must be for these adapters; `undefined` where vLLM's own limit does. */
export function maxLoraRank(adapters: readonly AdapterProps[]): number | undefined {
  const largest = largestRank(adapters);
  return largest <= defaultMaxRank ? undefined : loraRanks.find((rank) => rank >= largest);
}
