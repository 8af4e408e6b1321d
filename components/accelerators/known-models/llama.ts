import { row, withContext } from "./architecture";
import type { ModelArchitecture } from "./architecture";

const llama31 = {
  "8b": row([8030, 32, 8, 128, 32, 131_072]),
  "70b": row([70_554, 64, 8, 128, 80, 131_072]),
  "405b": row([405_853, 128, 8, 128, 126, 131_072]),
};

/**
 * Llama, and the models that others distilled into it. Of Llama 4's names the billions are the active parameters: Scout
 * has 109 billion, Maverick 400; three of its four layers attend to chunks of 8192 tokens.
 *
 * Sources, all copies of `config.json`: litgpt 0.5.13, litgpt/config.py (2, 3, 3.1, 3.2, 3.3, R1 distilled);
 * aiconfigurator-core 0.12.0, model_configs/ (3.1, 4). Parameters are computed from them; of Llama 4 without its vision
 * part.
 */
export const llamaModels: Readonly<Record<string, ModelArchitecture>> = {
  "llama-2-7b": row([6738, 32, 32, 128, 32, 4096]),
  "llama-2-13b": row([13_016, 40, 40, 128, 40, 4096]),
  "llama-2-70b": row([68_977, 64, 8, 128, 80, 4096]),
  "llama-3-8b": withContext(llama31["8b"], 8192),
  "llama-3-70b": withContext(llama31["70b"], 8192),
  "llama-3.1-8b": llama31["8b"],
  "llama-3.1-70b": llama31["70b"],
  "llama-3.1-405b": llama31["405b"],
  "llama-3.1-nemotron-70b": llama31["70b"],
  "llama-3.2-1b": row([1236, 32, 8, 64, 16, 131_072]),
  "llama-3.2-3b": row([3213, 24, 8, 128, 28, 131_072]),
  "llama-3.3-70b": llama31["70b"],
  "llama-4-scout-17b-16e": row([107_765, 40, 8, 128, 12, 10_485_760]),
  "llama-4-maverick-17b-128e": row([400_600, 40, 8, 128, 12, 1_048_576]),
  "deepseek-r1-distill-llama-8b": llama31["8b"],
  "deepseek-r1-distill-llama-70b": llama31["70b"],
};
