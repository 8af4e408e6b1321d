import { quote } from "../problems/problems";
import type { ArgumentProblem } from "./argument-faults";
import type { ParsedArgument } from "./parse-arguments";
import { lastArgument } from "./splits";

interface Companion {
  readonly needs: string;
  /** How to add it. */
  readonly fix: string;
}

/** Switches that vLLM does not start with unless another flag is set: v0.32.0 `cli_args.py`, `validate_parsed_serve_args`. */
const companions: Readonly<Record<string, Companion>> = {
  "--enable-auto-tool-choice": {
    needs: "--tool-call-parser",
    fix: 'add "--tool-call-parser" with the parser for this model, such as "hermes"',
  },
  "--enable-log-outputs": { needs: "--enable-log-requests", fix: 'add "--enable-log-requests"' },
};

/** Whether a switch has the flag that it needs. The last of a repeated flag counts. */
export function companionProblem(
  argument: ParsedArgument,
  parsed: readonly ParsedArgument[],
): ArgumentProblem | undefined {
  const name = argument.known?.name ?? "";
  const companion = companions[name];
  if (companion === undefined || argument.known?.negated || lastArgument(parsed, name) !== argument)
    return undefined;
  const needed = lastArgument(parsed, companion.needs);
  if (needed !== undefined && !isOff(needed)) return undefined;
  return {
    code: "MalformedArgument",
    rule: `must have ${companion.needs} with it`,
    got: quote(argument.spelling),
    fix: `${companion.fix}, or remove it`,
  };
}

function isOff({ known, values }: ParsedArgument): boolean {
  if (known?.flag.values === 0) return known.negated;
  return values[0] === "" || values[0] === "None";
}
