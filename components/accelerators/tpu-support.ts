import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

/**
 * Models that tpu-inference, which runs vLLM on TPUs, tests on TPU v6e, and that pass. Others may work: an architecture that it
 * knows by itself, such as Qwen2's, or the fallback that runs vLLM's own code, as for Phi-3. Nobody tests them.
 *
 * Source: vllm-project/tpu-inference at v0.27.0 (2026-08-20), support_matrices/release/v6e/*\/model_support_matrix.csv: those with
 * "Passing" in the column of correctness.
 */
export const testedOnTpu: readonly string[] = [
  "google/gemma-3-27b-it",
  "google/gemma-4-31B-it",
  "google/gemma-4-E2B-it",
  "google/gemma-4-E4B-it",
  "meta-llama/Llama-3.1-8B-Instruct",
  "meta-llama/Llama-3.3-70B-Instruct",
  "Qwen/Qwen2.5-VL-7B-Instruct",
  "Qwen/Qwen3-30B-A3B",
  "Qwen/Qwen3-32B",
  "Qwen/Qwen3-4B",
  "Qwen/Qwen3-Embedding-8B",
];

/** The release whose support matrix the list is. */
export const tpuSupportRelease = "tpu-inference 0.27.0";

/** Whether a model runs on a TPU without being tested there. */
export function isUntestedOnTpu({
  model,
  accelerator: name,
}: {
  readonly model: string;
  readonly accelerator: AcceleratorName;
}): boolean {
  return accelerator(name).kind === "tpu" && !testedOnTpu.includes(model);
}
