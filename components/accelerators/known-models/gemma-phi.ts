import { row, withContext } from "./architecture";
import type { ModelArchitecture } from "./architecture";

const phi4Mini = row([3836, 24, 8, 128, 32, 4096]);
const phi4 = row([14_660, 40, 10, 128, 40, 16_384]);

/**
 * Gemma and Phi. Every second layer of Gemma 2, five of six of Gemma 3, and all of Phi-3-mini-4k and -medium-4k have a
 * sliding window. Of a model with LongRoPE, vLLM takes the original context unless it is given another (vLLM 0.32,
 * `_get_and_verify_max_len`): 4096 of Phi-3-mini-128k, Phi-3.5-mini and Phi-4-mini.
 *
 * Sources, all copies of `config.json`: litgpt 0.5.13, litgpt/config.py; GenZ-LLM-Analyzer,
 * GenZ/Models/Model_sets/microsoft.py at 13ebfb8 (Phi-3-medium, Phi-3.5-MoE); aiconfigurator-core 0.12.0, model_configs/
 * (Gemma 4). Gemma 3 1B has a context of 32768 by its card. Parameters are computed from them, without vision parts.
 */
export const gemmaAndPhiModels: Readonly<Record<string, ModelArchitecture>> = {
  "gemma-2b": row([2506, 8, 1, 256, 18, 8192]),
  "gemma-7b": row([8538, 16, 16, 256, 28, 8192]),
  "gemma-2-2b": row([2614, 8, 4, 256, 13, 8192]),
  "gemma-2-9b": row([9241, 16, 8, 256, 21, 8192]),
  "gemma-2-27b": row([27_227, 32, 16, 128, 23, 8192]),
  "gemma-3-1b": row([1000, 4, 1, 256, 4, 32_768]),
  "gemma-3-4b": row([3880, 8, 4, 256, 5, 131_072]),
  "gemma-3-12b": row([11_765, 16, 8, 256, 8, 131_072]),
  "gemma-3-27b": row([27_008, 32, 16, 128, 10, 131_072]),
  "gemma-4-26b-a4b": row([undefined, 16, 8, 256, 0, 262_144]),
  "gemma-4-31b": row([undefined, 32, 16, 256, 0, 262_144]),
  "phi-3-mini-4k": row([3821, 32, 32, 96, 0, 4096]),
  "phi-3-mini-128k": row([3821, 32, 32, 96, 32, 4096]),
  "phi-3.5-mini": row([3821, 32, 32, 96, 32, 4096]),
  "phi-3-medium-4k": row([13_960, 40, 10, 128, 0, 4096]),
  "phi-3-medium-128k": row([13_960, 40, 10, 128, 40, 4096]),
  "phi-3.5-moe": row([41_873, 32, 8, 128, 32, 4096]),
  "phi-4": phi4,
  "phi-4-reasoning": withContext(phi4, 32_768),
  "phi-4-reasoning-plus": withContext(phi4, 32_768),
  "phi-4-mini": phi4Mini,
  "phi-4-mini-reasoning": phi4Mini,
};
