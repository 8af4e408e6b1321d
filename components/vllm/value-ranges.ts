import { quote } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import type { ArgumentProblem } from "./argument-faults";
import { sharedMemoryShare } from "./memory-share";
import type { ParsedArgument } from "./parse-arguments";
import { lastArgument } from "./splits";
import { tokenCount } from "./token-count";

/** The numbers that a flag accepts, as a phrase and as a test. */
interface Range {
  readonly rule: string;
  readonly holds: (value: number) => boolean;
}

function atLeast(least: number): Range {
  return { rule: `must be at least ${least}`, holds: (value) => value >= least };
}

const part: Range = { rule: "must be more than 0 and at most 1", holds: (value) => value > 0 && value <= 1 };

/** From the fields of vllm v0.32.0 `config/`: `cache.py`, `scheduler.py`, `model.py`, `multimodal.py`, `offload.py`, `parallel.py`. */
const ranges: Readonly<Record<string, Range>> = {
  "--gpu-memory-utilization": part,
  "--block-size": atLeast(1),
  "--max-num-seqs": atLeast(1),
  "--max-num-batched-tokens": atLeast(1),
  "--max-num-scheduled-tokens": atLeast(1),
  "--max-num-active-seqs": atLeast(1),
  "--max-num-queued-reqs": atLeast(0),
  "--max-num-queued-tokens": atLeast(0),
  "--long-prefill-token-threshold": atLeast(0),
  "--prefill-schedule-interval": atLeast(1),
  "--stream-interval": atLeast(1),
  "--max-logprobs": atLeast(-1),
  "--mm-processor-cache-gb": atLeast(0),
  "--cpu-offload-gb": atLeast(0),
  "--max-parallel-loading-workers": atLeast(1),
  "--decode-context-parallel-size": atLeast(1),
};

/** Whether vLLM starts with the number of an argument. The last of a repeated flag counts. */
export function rangeProblem(
  argument: ParsedArgument,
  parsed: readonly ParsedArgument[],
): ArgumentProblem | undefined {
  const name = argument.known?.name ?? "";
  const range = ranges[name];
  const value = numberOf(argument);
  if (range === undefined || value === undefined || lastArgument(parsed, name) !== argument) return undefined;
  if (range.holds(value)) return undefined;
  const isPercentage = range === part && value >= 10 && value <= 100;
  return {
    code: "OutOfRange",
    rule: `${range.rule} for ${name}`,
    got: quote(argument.values[0]),
    fix: isPercentage
      ? `write ${value / 100}, which is ${value} %`
      : `give ${argument.spelling} such a value, or remove it`,
  };
}

/**
 * Whether the servers that share a GPU fit in its memory. Each reserves its share at startup, and exits if that much is
 * not free: vllm v0.32.0 `v1/worker/utils.py`, `request_memory`. With `--kv-cache-memory-bytes` it takes less than its share.
 */
export function shareProblem(
  argument: ParsedArgument,
  { gpuSharing }: ModelServingSpec,
  parsed: readonly ParsedArgument[],
): ArgumentProblem | undefined {
  const flag = "--gpu-memory-utilization";
  const value = numberOf(argument);
  if (argument.known?.name !== flag || lastArgument(parsed, flag) !== argument) return undefined;
  if (lastArgument(parsed, "--kv-cache-memory-bytes") !== undefined) return undefined;
  if (gpuSharing === undefined || value === undefined) return undefined;
  const { clientsPerGpu } = gpuSharing;
  if (value <= 1 / clientsPerGpu) return undefined;
  return {
    code: "OutOfRange",
    rule: `must be at most 1/${clientsPerGpu} for ${flag}, as ${clientsPerGpu} replicas share a GPU`,
    got: quote(argument.values[0]),
    fix: `remove it; ${sharedMemoryShare(clientsPerGpu)} is used without it`,
  };
}

/** vLLM keeps as many adapters in main memory as on the chips, or more: v0.32.0 `config/lora.py`, `_validate_lora_config`. */
export function cpuAdaptersProblem(
  argument: ParsedArgument,
  { adapters }: ModelServingSpec,
  parsed: readonly ParsedArgument[],
): ArgumentProblem | undefined {
  const flag = "--max-cpu-loras";
  const value = numberOf(argument);
  if (argument.known?.name !== flag || lastArgument(parsed, flag) !== argument) return undefined;
  if (value === undefined || value >= adapters.length) return undefined;
  return {
    code: "OutOfRange",
    rule: `must be at least ${adapters.length} for ${flag}, the number of \`adapters\``,
    got: quote(argument.values[0]),
    fix: "remove it; all adapters are kept without it",
  };
}

/** `undefined` if it is not a number, which is refused elsewhere, or means none. */
function numberOf({ known, values, key }: ParsedArgument): number | undefined {
  const [value = ""] = values;
  if (key !== undefined || value === "" || value === "None") return undefined;
  const plain = Number(value.replaceAll("_", ""));
  if (!Number.isNaN(plain)) return plain;
  const count = known?.flag.type?.startsWith("human_int") ? tokenCount(value) : undefined;
  return typeof count === "number" ? count : undefined;
}
