import type { Split } from "../accelerators/parallelism";
import type { ParsedArgument } from "./parse-arguments";

/**
 * Flags that multiply the chips that tensor parallelism takes. From vllm v0.32.0 `config/parallel.py`, `world_size` and
 * `world_size_across_dp`. Experts and the context of a decode are divided among chips that are already in use.
 */
const multipliers = ["--pipeline-parallel-size", "--data-parallel-size", "--prefill-context-parallel-size"];

/** How arguments of vLLM split a model besides tensor parallelism. vLLM uses the last of a repeated flag. */
export function splitsOf(parsed: readonly ParsedArgument[]): readonly Split[] {
  return multipliers.flatMap((flag) => {
    const last = lastArgument(parsed, flag);
    const [value] = last?.values ?? [];
    return last === undefined || value === undefined ? [] : [{ index: last.index, flag, value }];
  });
}

/** The last argument of a flag, which is the one that vLLM uses. */
export function lastArgument(parsed: readonly ParsedArgument[], flag: string): ParsedArgument | undefined {
  return parsed.filter(({ known }) => known?.name === flag).at(-1);
}
