/**
 * How vLLM's parser reads the values of an option. The messages are those of Python's argparse and of vLLM's
 * `vllm/utils/argparse_utils.py` and `vllm/engine/arg_utils.py` (0.32.0).
 */
import type { VllmFlag } from "./imports/vllm-flags";

/** A value that the option does not accept. */
export class ValueError extends Error {}

/**
 * The values of an option as text, numbers written out: `8k` is `8000` where the option accepts that.
 * @throws ValueError for the first value that is not accepted.
 */
export function flagValues(flag: VllmFlag, values: readonly string[]): readonly string[] {
  return values.map((value) => flagValue(flag, value));
}

function flagValue(flag: VllmFlag, value: string): string {
  if (flag.nullable && (value === "" || value === "None")) return "None";
  const converted = convert(flag, value);
  // Choices of these are compared after a conversion that is not implemented here.
  if (flag.type !== "other") checkChoice(flag, converted);
  return converted;
}

function checkChoice({ choices, type }: VllmFlag, value: string): void {
  if (choices === undefined || choices.includes(value)) return;
  const shown = (choice: string) => (type === "int" || choice === "None" ? choice : pythonText(choice));
  throw new ValueError(
    `invalid choice: ${type === "int" ? value : pythonText(value)} (choose from ${choices.map(shown).join(", ")})`,
  );
}

function convert(flag: VllmFlag, value: string): string {
  const { type } = flag;
  if (type === undefined || type === "other") return value;
  switch (type) {
    case "int":
      return wholeNumber(value) ?? refuse(flag, value, "int");
    case "float":
      return isFloat(value) ? value : refuse(flag, value, "float");
    case "human_int":
      return humanNumber(value) ?? refuse(flag, value, "human_readable_int");
    case "human_int_or_auto":
      if (/^(?:-1|auto)$/i.test(value.trim())) return "-1";
      return humanNumber(value) ?? refuse(flag, value, "human_readable_int_or_auto");
    case "json":
      return isJson(value) ? value : refuseJson(value);
  }
}

function refuse({ nullable }: VllmFlag, value: string, type: string): string {
  throw new ValueError(
    nullable
      ? `Value ${value} cannot be converted to <class '${type}'>.`
      : `invalid ${type} value: ${pythonText(value)}`,
  );
}

/** vLLM prints several lines from its JSON library; this is the gist. */
function refuseJson(value: string): string {
  throw new ValueError(`1 validation error\n  Invalid JSON: ${pythonText(value)}`);
}

function wholeNumber(value: string): string | undefined {
  const text = value.trim();
  return /^[+-]?\d+(?:_\d+)*$/.test(text) ? String(Number(text.replaceAll("_", ""))) : undefined;
}

function isFloat(value: string): boolean {
  return /^\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i.test(value);
}

/** `k`, `m`, `g` and `t` count by 1000, `K`, `M`, `G` and `T` by 1024. */
function humanNumber(value: string): string | undefined {
  const text = value.trim();
  const [, number = "", suffix = ""] = /^(\d+(?:\.\d+)?)([kKmMgGtT])$/.exec(text) ?? [];
  if (suffix === "") return wholeNumber(text);
  const power = "kmgt".indexOf(suffix.toLowerCase()) + 1;
  if (suffix === suffix.toLowerCase()) return String(Math.trunc(Number(number) * 1000 ** power));
  if (!number.includes(".")) return String(Number(number) * 1024 ** power);
  throw new ValueError(
    `Decimals are not allowed with binary suffixes like ${suffix}. ` +
      `Did you mean to use ${number}${suffix.toLowerCase()} instead?`,
  );
}

/** vLLM expands `80g` in JSON as well, so anything that starts like an object is accepted. */
function isJson(value: string): boolean {
  if (/^\s*[{[]/.test(value)) return true;
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** A string as Python prints it. */
export function pythonText(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`;
  return `'${escaped.replaceAll("'", "\\'")}'`;
}
