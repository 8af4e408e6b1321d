import { refusesFloat16 } from "../accelerators/model-families";
import { accelerator } from "../accelerators/table";
import type { AcceleratorName } from "../accelerators/table";

/** Of these, vLLM takes several names for one. */
export type NumberFormat = "float16" | "bfloat16" | "float32";

const formats: Readonly<Record<string, NumberFormat>> = {
  half: "float16",
  float16: "float16",
  bfloat16: "bfloat16",
  float: "float32",
  float32: "float32",
};

/** What `--dtype` names; `undefined` for `auto` and for what vLLM does not know. */
export function numberFormat(dtype: string): NumberFormat | undefined {
  return formats[dtype];
}

/** Whether an accelerator computes in bfloat16. Without it vLLM refuses that format: v0.32.0 `platforms/cuda.py`. */
export function hasBfloat16(name: AcceleratorName): boolean {
  const row = accelerator(name);
  return row.kind === "tpu" || row.bfloat16;
}

/**
 * `--dtype` where `auto` is not left to decide: an accelerator without bfloat16 computes in float16, or in float32 where the
 * model does not bear that. It is what vLLM's `auto` comes to (v0.32.0 `config/model.py`, `_resolve_auto_dtype`), said so
 * that it shows.
 */
export function derivedDtype(name: AcceleratorName, model: string): "half" | "float32" | undefined {
  if (hasBfloat16(name)) return undefined;
  return refusesFloat16(model) ? "float32" : "half";
}
