import { quote } from "../problems/problems";
import type { ArgumentProblem } from "./argument-faults";
import type { KnownFlag } from "./flags";
import { jsonRule } from "./json-values";
import type { ParsedArgument } from "./parse-arguments";
import { tokenCount } from "./token-count";

/** Flags whose allowed values depend on the platform. */
const platformValues = ["--mm-processor-device"];

/** Number formats that vLLM accepts, by the type of the flag in its parser. */
const numbers: Readonly<
  Record<string, { readonly rule: string; readonly test: (value: string) => boolean }>
> = {
  int: { rule: "must have a whole number", test: (value) => /^[+-]?\d+(?:_\d+)*$/.test(value.trim()) },
  float: {
    rule: "must have a number",
    test: (value) => value.trim() !== "" && !Number.isNaN(Number(value.replaceAll("_", ""))),
  },
  human_int: { rule: "must have a whole number, such as 8192 or 8k", test: isCount },
  human_int_or_auto: {
    rule: "must have a whole number, such as 8192 or 8k, or auto",
    test: (value) => tokenCount(value) !== undefined,
  },
};

function isCount(value: string): boolean {
  return typeof tokenCount(value) === "number" || /^-?\d+$/.test(value.trim());
}

/** Whether vLLM's parser accepts the values of an argument. */
export function valueProblem({ known, key, values, spelling }: ParsedArgument): ArgumentProblem | undefined {
  if (known === undefined || key !== undefined) return undefined;
  const wrong = values.find((value) => ruleBroken(known, value) !== undefined);
  const rule = wrong === undefined ? undefined : ruleBroken(known, wrong);
  if (rule === undefined) return undefined;
  return {
    code: "InvalidValue",
    rule,
    got: quote(wrong),
    fix: `give ${spelling} such a value, or remove it`,
  };
}

function ruleBroken(known: KnownFlag, value: string): string | undefined {
  const { flag, name } = known;
  if (flag.nullable && (value === "" || value === "None")) return undefined;
  const number = numbers[flag.type ?? ""];
  if (number && !number.test(value)) return `${number.rule} for ${name}`;
  const brokenJson = jsonRule(known, value);
  if (brokenJson !== undefined) return brokenJson;
  // Values that vLLM converts before comparing are left to vLLM.
  if (flag.choices === undefined || flag.type === "other" || platformValues.includes(name)) return undefined;
  return flag.choices.includes(number ? String(Number(value)) : value)
    ? undefined
    : `must have one of ${flag.choices.join(", ")} for ${name}`;
}
