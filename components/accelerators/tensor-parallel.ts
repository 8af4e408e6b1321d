import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { isConverted } from "./bytes-per-weight";
import { architectureOf } from "./model-architectures";
import type { ModelArchitecture } from "./model-architectures";
import { accelerator } from "./table";
import type { Accelerator, AcceleratorName } from "./table";

/** Weights of one block of block-wise FP8, in each direction. Source: `weight_block_size` of the models in the table. */
const blockSize = 128;

/** vLLM makes the blocks of experts smaller where it must, but not smaller than this (`refine_fp8_moe_block_shape`, 0.32). */
const smallestExpertBlock = 32;

/** The fields that determine how a model server is split across chips. */
export interface SplitDemand {
  readonly model: string;
  /** Further arguments of vLLM. */
  readonly extraArgs: readonly string[];
}

/** Why vLLM cannot split a model across a number of chips. */
export interface SplitFault {
  readonly code: "HeadsNotDivisible" | "BlocksNotDivisible";
  /** What the chips do not divide, such as `28 attention heads`. */
  readonly what: string;
}

/**
 * Why a model cannot be split across so many chips, as far as is known; `undefined` if nothing prevents it.
 *
 * Sources: vLLM 0.32, `verify_with_parallel_config` in config/model.py (attention heads, on every platform); its models,
 * such as models/llama.py, and tpu-inference 0.32, `get_padded_num_heads` (heads of keys and values: either number divides
 * the other, runner/kv_cache_manager.py too); `validate_fp8_block_shape` in quantization/utils/fp8_utils.py (blocks, on
 * GPUs: on a TPU, tpu-inference has its own quantization methods).
 */
export function splitFault(
  { model, extraArgs }: SplitDemand,
  chips: number,
  kind: Accelerator["kind"],
): SplitFault | undefined {
  const known = architectureOf(model);
  if (known === undefined || chips === 1) return undefined;
  const { attentionHeads, kvHeads } = known;
  if (attentionHeads % chips !== 0)
    return { code: "HeadsNotDivisible", what: `${attentionHeads} attention heads` };
  if (kvHeads % chips !== 0 && chips % kvHeads !== 0)
    return { code: "HeadsNotDivisible", what: `${kvHeads} heads of keys and values` };
  const width =
    kind === "gpu" && isInBlocks(model, known) ? undividedWidth(known, chips, extraArgs) : undefined;
  return width === undefined
    ? undefined
    : { code: "BlocksNotDivisible", what: `${width} weights in blocks of ${blockSize}` };
}

/** Qwen publishes its FP8 models in blocks; what others make of a model and call FP8 usually has a scale for each row. */
function isInBlocks(model: string, { blocks }: ModelArchitecture): boolean {
  return (blocks?.always === true && !isConverted(model)) || /^qwen\/.*-fp8$/i.test(model);
}

function undividedWidth(
  { blocks, attentionHeads, headDim, latentDim }: ModelArchitecture,
  chips: number,
  extraArgs: readonly string[],
): number | undefined {
  if (blocks === undefined) return undefined;
  // With latent attention, a head is wider where it leaves the layer, and always a whole block.
  const attention = latentDim === undefined ? [attentionHeads * headDim] : [];
  const input = [...blocks.inputs, ...attention].find((width) => (width / chips) % blockSize !== 0);
  if (input !== undefined) return input;
  // Experts that are spread across the chips are not split.
  if (blocks.expert === undefined || extraArgs.some((one) => /^--enable[-_]expert[-_]parallel$/.test(one)))
    return undefined;
  const ofChip = blocks.expert / chips;
  const isWhole = Number.isInteger(ofChip) && ofChip % smallestExpertBlock === 0;
  return isWhole ? undefined : blocks.expert;
}

/**
 * Whether a size is worth proposing. vLLM also divides the vocabulary, padded to a multiple of 64 (0.32,
 * `VocabParallelEmbedding`), and the width of the layers, so that few models can be split across 3, 5, 6 or 7 chips.
 */
export function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size));
}

/** Sizes of tensor parallelism to propose for a model on an accelerator: on a TPU, a slice is used whole. */
export function tensorParallelSizes(demand: SplitDemand, name: AcceleratorName): readonly number[] {
  const { kind, chips } = accelerator(name);
  const sizes =
    kind === "tpu" ? [chips] : Array.from({ length: chips }, (_, index) => index + 1).filter(isPowerOfTwo);
  return sizes.filter((size) => splitFault(demand, size, kind) === undefined);
}

/** Whether the size is one that the accelerator has: all chips of a TPU slice, any number of GPUs up to all. */
export function checkTensorParallelSize(
  path: string,
  name: AcceleratorName,
  size: number,
): readonly Problem[] {
  const { kind, chips } = accelerator(name);
  if (kind === "tpu" ? size === chips : size <= chips) return [];
  return [
    {
      code: "ParallelismMismatch",
      path: `${path}.tensorParallelSize`,
      rule:
        kind === "tpu"
          ? `must be ${chips}, the chips of ${name}: a TPU slice is used whole`
          : `must be at most ${chips}, the chips of ${name}`,
      got: quote(size),
      fix: "leave it out, or use the accelerator with that many chips",
    },
  ];
}
