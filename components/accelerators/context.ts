import type { Problem } from "../problems/problems";
import { contextLimit } from "./known-models/context-limits";
import { holds, longestContext, memoryNeed } from "./memory-need";
import type { Chips, ModelDemand } from "./memory-need";
import { contextOf, hasCertainContext } from "./model-architectures";
import { accelerator } from "./table";

/** Longest context, in tokens, or `auto` for the longest that vLLM finds room for. */
export type MaxModelLen = number | "auto";

/** The shortest context that is worth starting a server for, in tokens. */
const leastUseful = 2048;

/**
 * The default of `maxModelLen`: `auto` if the model's own context is certain not to fit but a useful one does, else nothing,
 * so that vLLM uses the model's own.
 *
 * Only on a GPU: vLLM 0.32 shortens the context in its engine and then calls `update_max_model_len` of each worker, which
 * tpu-inference 0.32 does not have, so the server exits. Source: v1/engine/core.py, v1/core/kv_cache_utils.py
 * (`_auto_fit_max_model_len`), v1/serial_utils.py; tpu_inference/worker/tpu_worker.py.
 */
export function defaultMaxModelLen(model: ModelDemand, chips: Chips): "auto" | undefined {
  if (accelerator(chips.accelerator).kind === "tpu") return undefined;
  const shortened = shortenedContext(model, chips);
  return shortened !== undefined && shortened >= leastUseful ? "auto" : undefined;
}

/** The longest context that remains if a model's own does not fit; `undefined` if it fits or is not known. */
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

/** The fields of a model that vLLM's context limit depends on. */
export interface ContextDemand {
  readonly model: string;
  readonly maxModelLen: MaxModelLen | undefined;
  readonly extraArgs: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** These flags may change the positions that the model was published with. */
const changesPositions = /^--(hf|rope|rev|config)/;

/**
 * Whether the model has positions for the chosen context. With more, vLLM exits at startup: "User-specified
 * max_model_len is greater than the derived max_model_len". Refuses only what is certain to fail, and only in Switchyard's images.
 *
 * Source: vLLM 0.32, `_get_and_verify_max_len` in vllm/config/model.py; `VLLM_ALLOW_LONG_MAX_MODEL_LEN` in vllm/envs.py.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkContext(demand: ContextDemand, path: string): readonly Problem[] {
  const { model, maxModelLen, extraArgs, env } = demand;
  const limit = contextLimit(model);
  if (limit === undefined || typeof maxModelLen !== "number" || maxModelLen <= limit) return [];
  if ("VLLM_ALLOW_LONG_MAX_MODEL_LEN" in env) return [];
  if (extraArgs.some((argument) => changesPositions.test(argument))) return [];
  return [
    {
      code: "ContextTooLong",
      path: `${path}.maxModelLen`,
      rule: `must be at most ${limit}, the longest context of ${model}: vLLM would exit at startup`,
      got: String(maxModelLen),
      fix: `set ${limit} or less, or leave it out`,
    },
  ];
}
