/** What decides how much memory a model takes, and across how many chips it can be split. */
export interface ModelArchitecture {
  /** All parameters, those of every expert included. `undefined` leaves them to the model's name. */
  readonly parameters: number | undefined;
  /** Query heads of a layer. */
  readonly attentionHeads: number;
  /** Heads of keys and values in a layer. */
  readonly kvHeads: number;
  /** Numbers in a head. */
  readonly headDim: number;
  /**
   * Layers that keep every token of a request. Those with a sliding window, with linear attention or with chunks are not
   * counted: what they keep does not grow with the context.
   */
  readonly cachedLayers: number;
  /**
   * Numbers that a layer keeps of a token in multi-head latent attention, instead of keys and values: on every chip the
   * same ones. `undefined` without it.
   */
  readonly latentDim: number | undefined;
  /** Context that vLLM takes unless it is given another, in tokens. `undefined` where it is not known. */
  readonly contextLength: number | undefined;
  /** Bytes of a published weight, where the name does not say it. */
  readonly bytesPerWeight: number | undefined;
  /** How layers divide into the blocks of block-wise FP8. `undefined` where it is not known. */
  readonly blocks: BlockSizes | undefined;
}

/** Sizes that tensor parallelism divides, and that must remain whole blocks of 128 weights. */
export interface BlockSizes {
  /** Inputs of the layers that are split by their input (`down_proj`, of the shared expert too). */
  readonly inputs: readonly number[];
  /** Width of one routed expert. */
  readonly expert?: number;
  /** Whether the model is published in blocks though its name does not say FP8. */
  readonly always?: true;
}

type Numbers = readonly [
  parametersInMillions: number | undefined,
  attentionHeads: number,
  kvHeads: number,
  headDim: number,
  cachedLayers: number,
  contextLength: number | undefined,
];

type More = Partial<Pick<ModelArchitecture, "latentDim" | "bytesPerWeight" | "blocks">>;

/** One row of a table of models. */
export function row(
  [parametersInMillions, attentionHeads, kvHeads, headDim, cachedLayers, contextLength]: Numbers,
  { latentDim, bytesPerWeight, blocks }: More = {},
): ModelArchitecture {
  return {
    parameters: parametersInMillions === undefined ? undefined : parametersInMillions * 1e6,
    attentionHeads,
    kvHeads,
    headDim,
    cachedLayers,
    latentDim,
    contextLength,
    bytesPerWeight,
    blocks,
  };
}

/** The same model with another context. */
export function withContext(
  architecture: ModelArchitecture,
  contextLength: number | undefined,
): ModelArchitecture {
  return { ...architecture, contextLength };
}
