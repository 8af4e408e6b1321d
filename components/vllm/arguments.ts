import { familyArguments } from "../model/known-tasks";
import type { ModelServingSpec } from "../model/model-serving-props";
import { taskArguments } from "../model/task";
import type { DerivedArgument } from "./derived-argument";
import { derivedDtype } from "./dtype";
import { maxLoraRank } from "./lora-rank";
import { sharedMemoryShare } from "./memory-share";
import { parseArguments } from "./parse-arguments";
import type { ParsedArgument } from "./parse-arguments";
import { modelServerPort } from "./server-port";
import { lastOf } from "./splits";
import { tokenCount } from "./token-count";

/** The arguments that follow from the spec, after the model itself. */
export function derivedArguments(spec: ModelServingSpec): readonly DerivedArgument[] {
  const { model, accelerator, maxModelLen } = spec;
  const dtype = derivedDtype(accelerator, model);
  return [
    { name: "--served-model-name", values: [model] },
    { name: "--port", values: [String(modelServerPort)] },
    { name: "--tensor-parallel-size", values: [String(spec.tensorParallelSize)] },
    ...(maxModelLen === undefined ? [] : [{ name: "--max-model-len", values: [String(maxModelLen)] }]),
    ...(dtype === undefined ? [] : [{ name: "--dtype", values: [dtype], yields: true } as const]),
    ...sharingArguments(spec),
    ...loraArguments(spec),
    ...taskArguments(spec.task),
    ...familyArguments(model),
  ];
}

/** A server that is not told its share of the GPU would take all of it, and the next one would find none. */
function sharingArguments({ gpuSharing }: ModelServingSpec): readonly DerivedArgument[] {
  if (gpuSharing === undefined) return [];
  const share = sharedMemoryShare(gpuSharing.clientsPerGpu);
  return [{ name: "--gpu-memory-utilization", values: [String(share)], yields: true }];
}

function loraArguments({ adapters }: ModelServingSpec): readonly DerivedArgument[] {
  if (adapters.length === 0) return [];
  const rank = maxLoraRank(adapters);
  return [
    { name: "--enable-lora", values: [] },
    { name: "--max-loras", values: [String(adapters.length)] },
    ...(rank === undefined
      ? []
      : [{ name: "--max-lora-rank", values: [String(rank)], yields: true } as const]),
    { name: "--lora-modules", values: adapters.map(({ name, source }) => loraModule(name, source)) },
  ];
}

/** With a comma in it, vLLM takes the short form for JSON: v0.32.0 `entrypoints/launchers/cli_args.py`, `LoRAParserAction`. */
function loraModule(name: string, source: string): string {
  return source.includes(",") ? JSON.stringify({ name, path: source }) : `${name}=${source}`;
}

/**
 * Arguments of `vllm serve`: the model, what is derived, then the user's own. What the user repeats is left out, and what
 * yields to the user's own word as well, so that each flag is there once.
 */
export function modelServerArgs(spec: ModelServingSpec): readonly string[] {
  const { parsed } = parseArguments(spec.extraArgs);
  const all = derivedArguments(spec);
  const derived = all.filter(
    ({ name, yields }) => !yields || !parsed.some(({ known }) => known?.name === name),
  );
  const yielding = all.filter(({ yields }) => yields);
  const repeated = parsed.filter(
    (argument) =>
      [{ name: "--model", values: [spec.model] }, ...derived].some((one) => repeats(argument, one)) ||
      yielding.some(({ name }) => argument.known?.name === name && lastOf(parsed, name) !== argument),
  );
  const left = new Set(repeated.flatMap(({ index, items }) => items.map((_, offset) => index + offset)));
  return [
    spec.model,
    ...derived.flatMap(({ name, values }) => [name, ...values]),
    ...spec.extraArgs.filter((_, index) => !left.has(index)),
  ];
}

/** Whether an argument says what is derived anyway. */
export function repeats({ known, key, values }: ParsedArgument, derived: DerivedArgument): boolean {
  if (known?.name !== derived.name || known.negated || key !== undefined) return false;
  if (values.length !== derived.values.length) return false;
  return values.every((value, index) => isSame(known.flag.type, value, derived.values[index] ?? ""));
}

function isSame(type: string | undefined, value: string, derived: string): boolean {
  if (type === "human_int_or_auto") return tokenCount(value) === tokenCount(derived);
  return type === "int" ? Number(value) === Number(derived) : value === derived;
}
