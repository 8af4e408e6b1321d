/** How vLLM's arguments change the memory of a model server. */
export interface MemoryTerms {
  /** Part of the memory that vLLM uses. */
  readonly usedShare: number;
  /** Bytes of a number of the weights where these are not quantized. `undefined` leaves it to the model. */
  readonly weightBytes: number | undefined;
  /** Bytes of a number in the cache. `undefined` leaves it to the model. */
  readonly cacheBytes: number | undefined;
  /** Chips that each layer's chips are multiplied by. */
  readonly pipelineStages: number;
}

/** Used unless vLLM is given another share: 0.92 since 0.26, 0.9 before. */
const usedShare = 0.92;

/** With any of these flags the user manages memory, and nothing is certain any more. */
const takenOver =
  /^(-q|--(quantization|load-format|cpu-offload-gb|kv-cache-(?!dtype$).*|kv-offloading-.*|hf-overrides|config))$/;

/** Number formats that vLLM names; the others are too new to be certain about. */
const bytesOf: Readonly<Record<string, number>> = {
  half: 2,
  float16: 2,
  bfloat16: 2,
  float: 4,
  float32: 4,
  fp8: 1,
  fp8_e4m3: 1,
  fp8_e5m2: 1,
};

/** What the arguments say about memory; `undefined` if that is not certain. */
export function memoryTerms(extraArgs: readonly string[]): MemoryTerms | undefined {
  const values = argumentValues(extraArgs);
  if ([...values.keys()].some((flag) => takenOver.test(flag))) return undefined;
  const share = Number(values.get("--gpu-memory-utilization") ?? usedShare);
  const stages = Number(values.get("--pipeline-parallel-size") ?? values.get("-pp") ?? 1);
  const weightBytes = bytesOr(values.get("--dtype"));
  const cacheBytes = bytesOr(values.get("--kv-cache-dtype"));
  if (!(share > 0 && share <= 1) || !(stages >= 1)) return undefined;
  if (weightBytes === "unknown" || cacheBytes === "unknown") return undefined;
  return { usedShare: share, weightBytes, cacheBytes, pipelineStages: stages };
}

function bytesOr(type: string | undefined): number | undefined | "unknown" {
  return type === undefined || type === "auto" ? undefined : (bytesOf[type] ?? "unknown");
}

/** Arguments by their flag, in the spelling with dashes; the last one counts, as in vLLM. */
function argumentValues(extraArgs: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    extraArgs.flatMap((argument, index): readonly (readonly [string, string])[] => {
      if (!argument.startsWith("-")) return [];
      const [flag = "", ...value] = argument.split("=");
      const given = value.length > 0 ? value.join("=") : (extraArgs[index + 1] ?? "");
      return [[flag.replaceAll("_", "-"), given]];
    }),
  );
}
