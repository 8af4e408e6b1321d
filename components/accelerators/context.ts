import { holds, longestContext, memoryNeed } from "./memory-need";
import type { Chips, ModelDemand } from "./memory-need";
import { contextOf, hasCertainContext } from "./model-architectures";
import { accelerator } from "./table";

/** Longest context, in tokens, or `auto` for the longest that vLLM finds room for. */
export type MaxModelLen = number | "auto";

/** The shortest context that is worth starting a server for, in tokens. */
const leastUseful = 2048;

/**
 * What vLLM gets for a context that nobody chose: `auto` where the model's own is sure not to fit though a useful one does,
 * else nothing, so that it takes the model's own.
 *
 * On a GPU alone: vLLM 0.32 shortens the context in its engine and then calls `update_max_model_len` of each worker, which
 * tpu-inference 0.32 does not have, so that the server ends. Source: v1/engine/core.py, v1/core/kv_cache_utils.py
 * (`_auto_fit_max_model_len`), v1/serial_utils.py; tpu_inference/worker/tpu_worker.py.
 */
export function defaultMaxModelLen(model: ModelDemand, chips: Chips): "auto" | undefined {
  if (accelerator(chips.accelerator).kind === "tpu") return undefined;
  const shortened = shortenedContext(model, chips);
  return shortened !== undefined && shortened >= leastUseful ? "auto" : undefined;
}

/** The context that is left where a model's own does not fit, at most; `undefined` where it fits or is not known. */
export function shortenedContext(model: ModelDemand, chips: Chips): number | undefined {
  const own = contextOf(model.model);
  const need = memoryNeed(model, chips);
  if (own === undefined || need === undefined || holds(need, own)) return undefined;
  return longestContext(need);
}

/** The context that must fit: the chosen one, or the model's own where it is certain and cannot be shortened. */
export function requiredContext(
  model: string,
  chips: Chips,
  maxModelLen: MaxModelLen | undefined,
): number | undefined {
  if (typeof maxModelLen === "number") return maxModelLen;
  if (maxModelLen === "auto" && accelerator(chips.accelerator).kind === "gpu") return undefined;
  return hasCertainContext(model) ? contextOf(model) : undefined;
}
