import { accelerator } from "../accelerators/table";
import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import { images } from "../versions";
import { faultProblem } from "./argument-faults";
import type { ArgumentProblem } from "./argument-faults";
import { valueProblem } from "./argument-values";
import { derivedArguments, repeats } from "./arguments";
import { dtypeProblem } from "./check-dtype";
import { quantizationProblem } from "./check-quantization";
import { companionProblem } from "./companions";
import { largestRank, loraRanks } from "./lora-rank";
import { parseArguments } from "./parse-arguments";
import type { ArgumentFault, ParsedArgument } from "./parse-arguments";
import { reservationOf } from "./reserved-arguments";
import { lastArgument } from "./splits";
import { tokenCount } from "./token-count";
import { cpuAdaptersProblem, rangeProblem, shareProblem } from "./value-ranges";

/**
 * Problems of a model's `extraArgs`, at most one for each item. How they divide the chips of a node is
 * checked by `accelerators/parallelism.ts`.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkArguments(spec: ModelServingSpec, path: string): readonly Problem[] {
  const { parsed, faults } = parseArguments(spec.extraArgs);
  const isOurs = isPinnedImage(spec.image);
  const argumentAt = new Map(parsed.map((argument) => [argument.index, argument]));
  const unrunnable = isOurs ? quantizationProblem(spec, parsed, path) : undefined;
  const ofItems = spec.extraArgs.flatMap((item, index) => {
    const fault = faults.get(index);
    const argument = argumentAt.get(index);
    const problem =
      fault && (isOurs || isCertain(fault))
        ? (secretIn(argument) ?? faultProblem(item, fault))
        : argument && argumentProblem(argument, { spec, parsed, isOurs });
    return problem ? [{ ...problem, path: `${path}.extraArgs[${index}]` }] : [];
  });
  if (unrunnable === undefined) return ofItems;
  // The proposed replacement of a wrong `--dtype` would not run either.
  return [unrunnable, ...ofItems.filter(({ code }) => code !== "UnsupportedDtype")];
}

/** The flags are those of one version of vLLM; a custom image may have another. */
function isPinnedImage(image: string): boolean {
  return image === images.vllmGpu || image === images.vllmTpu;
}

/** Whether every version of vLLM would refuse it. Older ones have other flags, and accepted `--enable-chunked-prefill=False`. */
function isCertain(fault: ArgumentFault): boolean {
  if (fault.kind === "stray") return fault.after?.known?.flag.values !== 0;
  return fault.kind !== "unknown" && fault.kind !== "ambiguous" && fault.kind !== "needless";
}

interface Context {
  readonly spec: ModelServingSpec;
  readonly parsed: readonly ParsedArgument[];
  /** Whether the image is one whose flags are known. */
  readonly isOurs: boolean;
}

function argumentProblem(
  argument: ParsedArgument,
  { spec, parsed, isOurs }: Context,
): ArgumentProblem | undefined {
  if (changesNothing(argument, spec, parsed)) return undefined;
  return (
    secretIn(argument) ??
    tensorProblem(argument, spec) ??
    reservedProblem(argument) ??
    rankProblem(argument, spec) ??
    dtypeProblem(argument, spec) ??
    shareProblem(argument, spec, parsed) ??
    cpuAdaptersProblem(argument, spec, parsed) ??
    (isOurs ? pinnedProblem(argument, parsed) : undefined)
  );
}

/** What the pinned version of vLLM refuses, and another may accept. */
function pinnedProblem(
  argument: ParsedArgument,
  parsed: readonly ParsedArgument[],
): ArgumentProblem | undefined {
  return valueProblem(argument) ?? rangeProblem(argument, parsed) ?? companionProblem(argument, parsed);
}

/** Whether an argument states vLLM's default. */
function changesNothing(
  argument: ParsedArgument,
  spec: ModelServingSpec,
  parsed: readonly ParsedArgument[],
): boolean {
  if (derivedArguments(spec).some((derived) => repeats(argument, derived))) return true;
  const { known, values } = argument;
  if (known?.name === "--model") return values[0] === spec.model;
  if (known?.name !== "--data-parallel-size-local") return false;
  return values[0] === (lastArgument(parsed, "--data-parallel-size")?.values[0] ?? "1");
}

/** Their values would be in the Deployment and in the engine's state, for everyone who may read either. */
const secretFixes: Readonly<Record<string, string>> = {
  "--api-key": "remove it; the gateway and its network control who may send requests (docs/security.md)",
  "--hf-token": "remove it, and name a Secret in `huggingFaceToken`",
};

function secretIn(argument: ParsedArgument | undefined): ArgumentProblem | undefined {
  const fix = secretFixes[argument?.known?.name ?? ""];
  if (argument === undefined || fix === undefined || argument.values.length === 0) return undefined;
  return {
    code: "PlainSecret",
    rule: "must not hold a secret in plain text",
    got: quote(argument.spelling),
    fix,
  };
}

function tensorProblem(
  { known, values }: ParsedArgument,
  spec: ModelServingSpec,
): ArgumentProblem | undefined {
  if (known?.name !== "--tensor-parallel-size") return undefined;
  const { kind, chips } = accelerator(spec.accelerator);
  const [value = ""] = values;
  const fits = /^[1-9]\d*$/.test(value) && Number(value) <= chips;
  const instead = fits
    ? `, and set \`tensorParallelSize: ${value}\``
    : ", or use an accelerator with that many chips";
  return {
    code: "ParallelismMismatch",
    rule: `must be ${spec.tensorParallelSize}, as \`tensorParallelSize\` is`,
    got: quote(value),
    fix: kind === "tpu" && fits ? "remove it; a TPU slice is used whole" : `remove it${instead}`,
  };
}

function reservedProblem(argument: ParsedArgument): ArgumentProblem | undefined {
  const reserved = reservationOf(argument);
  if (reserved === undefined) return undefined;
  const { known, values, items } = argument;
  const tokens = known?.name === "--max-model-len" ? tokenCount(values[0] ?? "") : undefined;
  return {
    code: "ReservedArgument",
    rule: reserved.rule,
    got: quote(items.join(" ")),
    fix: tokens === undefined ? reserved.fix : `remove it, and set \`maxModelLen: ${tokens}\``,
  };
}

function rankProblem({ known, values }: ParsedArgument, spec: ModelServingSpec): ArgumentProblem | undefined {
  if (known?.name !== "--max-lora-rank") return undefined;
  const largest = largestRank(spec.adapters);
  const rank = Number(values[0]);
  if (!loraRanks.includes(rank) || rank >= largest) return undefined;
  return {
    code: "RankTooSmall",
    rule: `must be at least ${largest}, the largest rank of \`adapters\``,
    got: quote(values[0]),
    fix: "remove it; it follows from `adapters[].rank`",
  };
}
