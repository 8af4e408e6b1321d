import { row, withContext } from "./architecture";
import type { ModelArchitecture } from "./architecture";

const qwen25 = {
  "0.5b": row([494, 14, 2, 64, 24, 32_768]),
  "1.5b": row([1544, 12, 2, 128, 28, 32_768]),
  "3b": row([3086, 16, 2, 128, 36, 32_768]),
  "7b": row([7616, 28, 4, 128, 28, 32_768]),
  "14b": row([14_770, 40, 8, 128, 48, 32_768]),
  "32b": row([32_764, 40, 8, 128, 64, 32_768]),
  "72b": row([72_706, 64, 8, 128, 80, 32_768]),
};

const qwen3 = {
  "0.6b": row([596, 16, 8, 128, 28, 40_960], { blocks: { inputs: [3072] } }),
  "1.7b": row([1721, 16, 8, 128, 28, 40_960], { blocks: { inputs: [6144] } }),
  "4b": row([4022, 32, 8, 128, 36, 40_960], { blocks: { inputs: [9728] } }),
  "8b": row([8191, 32, 8, 128, 36, 40_960], { blocks: { inputs: [12_288] } }),
  "14b": row([14_768, 40, 8, 128, 40, 40_960], { blocks: { inputs: [17_408] } }),
  "32b": row([32_762, 64, 8, 128, 64, 40_960], { blocks: { inputs: [25_600] } }),
  "30b-a3b": row([30_532, 32, 4, 128, 48, 40_960], { blocks: { inputs: [], expert: 768 } }),
  "235b-a22b": row([235_094, 64, 4, 128, 94, 40_960], { blocks: { inputs: [], expert: 1536 } }),
};

/** Models of July 2025 and later. */
const long = 262_144;

const r1Distill = 131_072;

/**
 * Qwen, and the models that others distilled into it. Three layers of four have linear attention in Qwen3-Next, 3.5 and
 * 3.6. Contexts that sources give differently for the base and the tuned model are the shorter of both.
 *
 * Sources of heads, layers and contexts, all copies of `config.json`: litgpt 0.5.13, litgpt/config.py (Qwen2.5, Coder,
 * Math, 1M, QwQ, Qwen3); aiconfigurator-core 0.12.0, model_configs/ (Qwen3, VL, Coder, 3.5, 3.6); GenZ-LLM-Analyzer,
 * GenZ/Models/Model_sets/alibaba.py at 13ebfb8 (Qwen2, and Qwen2.5's tuned contexts); vLLM,
 * tests/config/base_model_arch_groundtruth.json (Qwen3-Next); transformers 4.57.1, configuration_qwen2_5_vl.py (72B);
 * vllm-project/vllm#25378, #52915 (shared experts). Embedding and reranker models are Qwen3's base models, of 32K by their
 * cards. Parameters are computed from them, and are those that each
 * model's page gives.
 */
export const qwenModels: Readonly<Record<string, ModelArchitecture>> = {
  "qwen2-0.5b": qwen25["0.5b"],
  "qwen2-1.5b": qwen25["1.5b"],
  "qwen2-7b": qwen25["7b"],
  "qwen2-72b": qwen25["72b"],
  "qwen2.5-0.5b": qwen25["0.5b"],
  "qwen2.5-1.5b": qwen25["1.5b"],
  "qwen2.5-3b": qwen25["3b"],
  "qwen2.5-7b": qwen25["7b"],
  "qwen2.5-14b": qwen25["14b"],
  "qwen2.5-32b": qwen25["32b"],
  "qwen2.5-72b": qwen25["72b"],
  "qwen2.5-7b-instruct-1m": withContext(qwen25["7b"], 1_010_000),
  "qwen2.5-14b-instruct-1m": withContext(qwen25["14b"], 1_010_000),
  "qwen2.5-coder-0.5b": qwen25["0.5b"],
  "qwen2.5-coder-1.5b": qwen25["1.5b"],
  "qwen2.5-coder-3b": qwen25["3b"],
  "qwen2.5-coder-7b": qwen25["7b"],
  "qwen2.5-coder-14b": qwen25["14b"],
  "qwen2.5-coder-32b": qwen25["32b"],
  "qwen2.5-vl-7b": withContext(qwen25["7b"], undefined),
  "qwen2.5-vl-72b": withContext(qwen25["72b"], undefined),
  "qwen2.5-math-1.5b": withContext(qwen25["1.5b"], 4096),
  "qwen2.5-math-7b": withContext(qwen25["7b"], 4096),
  "qwen2.5-math-72b": withContext(qwen25["72b"], 4096),
  "qwq-32b": withContext(qwen25["32b"], 32_768),
  "qwen3-0.6b": qwen3["0.6b"],
  "qwen3-1.7b": qwen3["1.7b"],
  "qwen3-4b": qwen3["4b"],
  "qwen3-8b": qwen3["8b"],
  "qwen3-14b": qwen3["14b"],
  "qwen3-32b": qwen3["32b"],
  "qwen3-30b-a3b": qwen3["30b-a3b"],
  "qwen3-235b-a22b": qwen3["235b-a22b"],
  "qwen3-4b-instruct-2507": withContext(qwen3["4b"], long),
  "qwen3-4b-thinking-2507": withContext(qwen3["4b"], long),
  "qwen3-30b-a3b-instruct-2507": withContext(qwen3["30b-a3b"], long),
  "qwen3-30b-a3b-thinking-2507": withContext(qwen3["30b-a3b"], long),
  "qwen3-235b-a22b-instruct-2507": withContext(qwen3["235b-a22b"], long),
  "qwen3-235b-a22b-thinking-2507": withContext(qwen3["235b-a22b"], long),
  "qwen3-coder-30b-a3b": withContext(qwen3["30b-a3b"], undefined),
  "qwen3-coder-480b-a35b": row([480_155, 96, 8, 128, 62, long], { blocks: { inputs: [], expert: 2560 } }),
  "qwen3-next-80b-a3b": row([undefined, 16, 2, 256, 12, undefined], {
    blocks: { inputs: [512], expert: 512 },
  }),
  "qwen3-embedding-0.6b": withContext(qwen3["0.6b"], 32_768),
  "qwen3-embedding-4b": withContext(qwen3["4b"], 32_768),
  "qwen3-embedding-8b": withContext(qwen3["8b"], 32_768),
  "qwen3-reranker-0.6b": withContext(qwen3["0.6b"], 32_768),
  "qwen3-reranker-4b": withContext(qwen3["4b"], 32_768),
  "qwen3-reranker-8b": withContext(qwen3["8b"], 32_768),
  "qwen3-vl-2b": withContext(qwen3["1.7b"], long),
  "qwen3-vl-4b": withContext(qwen3["4b"], long),
  "qwen3-vl-8b": withContext(qwen3["8b"], long),
  "qwen3-vl-32b": withContext(qwen3["32b"], long),
  "qwen3-vl-30b-a3b": withContext(qwen3["30b-a3b"], long),
  "qwen3-vl-235b-a22b": withContext(qwen3["235b-a22b"], long),
  "qwen3.5-27b": row([undefined, 24, 4, 256, 16, long], { blocks: { inputs: [17_408] } }),
  "qwen3.5-35b-a3b": row([undefined, 16, 2, 256, 10, long], { blocks: { inputs: [512], expert: 512 } }),
  "qwen3.5-122b-a10b": row([undefined, 32, 2, 256, 12, long], { blocks: { inputs: [1024], expert: 1024 } }),
  "qwen3.5-397b-a17b": row([undefined, 32, 2, 256, 15, long], { blocks: { inputs: [1024], expert: 1024 } }),
  "qwen3.6-27b": row([undefined, 24, 4, 256, 16, long], { blocks: { inputs: [17_408] } }),
  "qwen3.6-35b-a3b": row([undefined, 16, 2, 256, 10, long], { blocks: { inputs: [512], expert: 512 } }),
  "deepseek-r1-distill-qwen-1.5b": withContext(qwen25["1.5b"], undefined),
  "deepseek-r1-distill-qwen-7b": withContext(qwen25["7b"], undefined),
  "deepseek-r1-distill-qwen-14b": withContext(qwen25["14b"], r1Distill),
  "deepseek-r1-distill-qwen-32b": withContext(qwen25["32b"], r1Distill),
  "deepseek-r1-0528-qwen3-8b": withContext(qwen3["8b"], undefined),
};
