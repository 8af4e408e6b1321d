import type { ModelServingSpec } from "../model/model-serving-props";
import { derivedFlags } from "./derived-flags";
import { parseArguments } from "./parse-arguments";
import type { ParsedArgument } from "./parse-arguments";
import { lastArgument } from "./splits";
import { tokenCount } from "./token-count";

/** An argument of vLLM that is derived from a model. */
export interface DerivedArgument {
  /** As vLLM's documentation writes it. */
  readonly name: string;
  readonly values: readonly string[];
  /** Whether the user's own takes precedence. */
  readonly yields: boolean;
}

/** The arguments derived from the spec, after the model itself. */
export function derivedArguments(spec: ModelServingSpec): readonly DerivedArgument[] {
  return derivedFlags.flatMap(({ name, values, own }) => {
    const derived = values(spec);
    return derived === undefined ? [] : [{ name, values: derived, yields: own === "wins" }];
  });
}

/**
 * Arguments of `vllm serve`: the model, derived ones, then the user's own. Derived ones that the user repeats or overrides are
 * left out, so that each flag appears once.
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
      yielding.some(({ name }) => argument.known?.name === name && lastArgument(parsed, name) !== argument),
  );
  const left = new Set(repeated.flatMap(({ index, items }) => items.map((_, offset) => index + offset)));
  return [
    spec.model,
    ...derived.flatMap(({ name, values }) => [name, ...values]),
    ...spec.extraArgs.filter((_, index) => !left.has(index)),
  ];
}

/** Whether an argument repeats a derived one. */
export function repeats(
  { known, key, values }: ParsedArgument,
  derived: Pick<DerivedArgument, "name" | "values">,
): boolean {
  if (known?.name !== derived.name || known.negated || key !== undefined) return false;
  if (values.length !== derived.values.length) return false;
  return values.every((value, index) => isSame(known.flag.type, value, derived.values[index] ?? ""));
}

function isSame(type: string | undefined, value: string, derived: string): boolean {
  if (type === "human_int_or_auto") return tokenCount(value) === tokenCount(derived);
  return type === "int" ? Number(value) === Number(derived) : value === derived;
}
