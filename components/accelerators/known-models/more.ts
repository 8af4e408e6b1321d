import { row, withContext } from "./architecture";
import type { ModelArchitecture } from "./architecture";

const mistral7b = row([7242, 32, 8, 128, 32, 32_768]);
const mixtral7b = row([46_703, 32, 8, 128, 32, 32_768]);
const mixtral22b = row([140_630, 48, 8, 128, 56, 65_536]);
const mistralSmall = row([23_572, 32, 8, 128, 40, 131_072]);
const mistralLarge = row([122_610, 96, 8, 128, 88, 32_768]);

/** Latent attention keeps 512 numbers and 64 of the position, whatever the heads. Published in FP8, in blocks. */
const mla = { latentDim: 576, bytesPerWeight: 1 } as const;
const deepSeek3 = row([671_025, 128, 1, 576, 61, 163_840], {
  ...mla,
  blocks: { inputs: [18_432, 2048], expert: 2048, always: true },
});
const kimiK2 = row([1_026_407, 64, 1, 576, 61, 131_072], {
  ...mla,
  blocks: { inputs: [18_432, 2048], expert: 2048, always: true },
});
const miniMaxM2 = row([228_689, 48, 8, 128, 62, 196_608], {
  bytesPerWeight: 1,
  blocks: { inputs: [], expert: 1536, always: true },
});

const bertBase = row([109, 12, 12, 64, 0, 512]);
const bertLarge = row([334, 16, 16, 64, 0, 512]);
const bertSmall = row([33, 12, 12, 32, 0, 512]);
const robertaLarge = row([559, 16, 16, 64, 0, 512]);

/**
 * Everybody else's. Every second layer of gpt-oss has a sliding window; all of Mistral 7B v0.1's have one.
 *
 * Sources, all copies of `config.json`: litgpt 0.5.13, litgpt/config.py (Mistral 7B, Large, Mixtral, Falcon, SmolLM2);
 * GenZ-LLM-Analyzer, GenZ/Models/Model_sets at 13ebfb8 (Nemo, Ministral, Small 2409, GLM-4-9B); transformers 4.57.1,
 * configuration_mistral3.py (Small 24B), configuration_glm4.py, configuration_glm4_moe.py (4.5-Air);
 * aiconfigurator-core 0.12.0, model_configs/ (DeepSeek, Kimi, MiniMax, gpt-oss); vLLM,
 * tests/config/base_model_arch_groundtruth.json (GLM-4.5); transformers 4.57.1, configuration_bert.py and
 * configuration_xlm_roberta.py, with the sizes of the embedding models' cards. Parameters are computed from them.
 */
export const moreModels: Readonly<Record<string, ModelArchitecture>> = {
  "mistral-7b-v0.1": row([7242, 32, 8, 128, 0, 32_768]),
  "mistral-7b-instruct-v0.1": row([7242, 32, 8, 128, 0, 32_768]),
  "mistral-7b-v0.2": mistral7b,
  "mistral-7b-instruct-v0.2": mistral7b,
  "mistral-7b-v0.3": row([7248, 32, 8, 128, 32, 32_768]),
  "mistral-7b-instruct-v0.3": row([7248, 32, 8, 128, 32, 32_768]),
  "mistral-nemo-base-2407": row([12_248, 32, 8, 128, 40, undefined]),
  "mistral-nemo-instruct-2407": row([12_248, 32, 8, 128, 40, undefined]),
  "ministral-8b-instruct-2410": row([8020, 32, 8, 128, 0, 32_768]),
  "mistral-small-instruct-2409": row([22_247, 48, 8, 128, 56, 32_768]),
  "mistral-small-24b": withContext(mistralSmall, 32_768),
  "mistral-small-3.1-24b": mistralSmall,
  "mistral-small-3.2-24b": mistralSmall,
  "devstral-small-2505": mistralSmall,
  "devstral-small-2507": mistralSmall,
  "mistral-large-instruct-2407": mistralLarge,
  "mistral-large-instruct-2411": mistralLarge,
  "mixtral-8x7b-v0.1": mixtral7b,
  "mixtral-8x7b-instruct-v0.1": mixtral7b,
  "mixtral-8x22b-v0.1": mixtral22b,
  "mixtral-8x22b-instruct-v0.1": mixtral22b,
  "deepseek-v3": deepSeek3,
  "deepseek-v3.1": deepSeek3,
  "deepseek-v3.2": deepSeek3,
  "deepseek-v3.2-exp": deepSeek3,
  "deepseek-r1": deepSeek3,
  "kimi-k2-instruct": kimiK2,
  "kimi-k2-base": kimiK2,
  "minimax-m2.5": miniMaxM2,
  "minimax-m2.7": withContext(miniMaxM2, 204_800),
  "gpt-oss-20b": row([20_908, 64, 8, 64, 12, 131_072]),
  "gpt-oss-120b": row([116_789, 64, 8, 64, 18, 131_072]),
  "glm-4-9b-chat": row([9400, 32, 2, 128, 40, 131_072]),
  "glm-4-9b-0414": row([9400, 32, 2, 128, 40, undefined]),
  "glm-4.5-air": row([106_800, 96, 8, 128, 46, 131_072]),
  "glm-4.5": row([352_700, 96, 8, 128, 92, undefined]),
  "glm-4.6": row([352_700, 96, 8, 128, 92, undefined]),
  "falcon-7b": row([7217, 71, 1, 64, 32, 2048]),
  "falcon-40b": row([undefined, 128, 8, 64, 60, 2048]),
  "falcon3-1b": row([1669, 8, 4, 256, 18, undefined]),
  "falcon3-3b": row([3228, 12, 4, 256, 22, 32_768]),
  "falcon3-7b": row([7456, 12, 4, 256, 28, 32_768]),
  "falcon3-10b": row([10_306, 12, 4, 256, 40, 32_768]),
  "smollm2-135m": row([135, 9, 3, 64, 30, 8192]),
  "smollm2-360m": row([362, 15, 5, 64, 32, 8192]),
  "smollm2-1.7b": row([1711, 32, 32, 64, 24, 8192]),
  "bge-small-en": bertSmall,
  "bge-base-en": bertBase,
  "bge-large-en": bertLarge,
  "bge-m3": withContext(robertaLarge, 8192),
  "bge-reranker-v2-m3": withContext(robertaLarge, 8192),
  "bge-reranker-large": robertaLarge,
  "e5-small-v2": bertSmall,
  "e5-base-v2": bertBase,
  "e5-large-v2": bertLarge,
  "multilingual-e5-large": robertaLarge,
  "gte-small": bertSmall,
  "gte-base": bertBase,
  "gte-large": bertLarge,
};
