import { refusesFloat16 } from "../accelerators/model-families";
import { accelerator } from "../accelerators/table";
import type { AcceleratorName } from "../accelerators/table";

/** Formats for which vLLM accepts several names. */
export type NumberFormat = "float16" | "bfloat16" | "float32";

const formats: Readonly<Record<string, NumberFormat>> = {
  half: "float16",
  float16: "float16",
  bfloat16: "bfloat16",
  float: "float32",
  float32: "float32",
};

/** The format that `--dtype` names; `undefined` for `auto` and for unknown ones. */
export function numberFormat(dtype: string): NumberFormat | undefined {
  return formats[dtype];
}

/** Whether an accelerator computes in bfloat16. Without it vLLM refuses that format: v0.32.0 `platforms/cuda.py`. */
export function hasBfloat16(name: AcceleratorName): boolean {
  const row = accelerator(name);
  return row.kind === "tpu" || row.bfloat16;
}

/**
 * `--dtype` if it is not left to `auto`: an accelerator without bfloat16 computes in float16, or in float32 if the
 * model does not support that. It equals the result of vLLM's `auto` (v0.32.0 `config/model.py`, `_resolve_auto_dtype`), and is
 * set so that it is visible.
 */
export function derivedDtype(name: AcceleratorName, model: string): "half" | "float32" | undefined {
  if (hasBfloat16(name)) return undefined;
  return refusesFloat16(model) ? "float32" : "half";
}
