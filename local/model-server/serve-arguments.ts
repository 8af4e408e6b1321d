/**
 * Reads arguments as vLLM's parser does: Python's argparse over the options of the pinned release, with vLLM's own rules
 * before it (`FlexibleArgumentParser` in `vllm/utils/argparse_utils.py`, 0.32.0). A test compares its answers with those
 * of the real parser.
 */
import { vllmFlags } from "./imports/vllm-flags";
import type { VllmFlag } from "./imports/vllm-flags";
import { flagValues, pythonText, ValueError } from "./flag-values";

/** A parsed command line. */
export interface ServeArguments {
  /** The positional argument. */
  readonly model: string | undefined;
  /** Values by the first name of their option; the last ones win. For a switch, the spelling that was used. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Arguments that belong to no option. */
  readonly unrecognized: readonly string[];
}

/** The parser rejects an option's value, or an ambiguous prefix. */
export class UsageError extends Error {}

/** An option as it was written. */
interface Written {
  readonly name: string;
  /** The text after its `=`. */
  readonly explicit?: string | undefined;
  /** Absent if vLLM has no such option. */
  readonly flag?: VllmFlag;
}

const byName: ReadonlyMap<string, VllmFlag> = new Map(
  vllmFlags.flatMap((flag) => flag.names.map((name) => [name, flag] as const)),
);

/**
 * Reads the arguments of a server.
 * @throws UsageError with the parser's words.
 */
export function readServeArguments(argv: readonly string[]): ServeArguments {
  const items = foldDotted(argv.map(normalized));
  const end = items.indexOf("--");
  const last = end === -1 ? items.length : end;
  const written = items.map((item, index) => (index < last ? parseOption(item) : undefined));
  const values = new Map<string, readonly string[]>();
  const rest: { readonly item: string; readonly isOption: boolean }[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? "";
    const option = written[index];
    if (index === end) continue;
    if (!option?.flag) {
      rest.push({ item, isOption: option !== undefined });
      continue;
    }
    const next = written.findIndex((one, at) => at > index && (one !== undefined || at === end));
    const available = items.slice(index + 1, next === -1 ? items.length : next);
    const taken = takenValues(option.flag, option, available);
    if (option.explicit === undefined) index += taken.length;
    values.set(option.flag.names[0] ?? "", converted(option.flag, option, taken));
  }
  const first = rest.findIndex(({ isOption }) => !isOption);
  const unrecognized = rest.filter((_, index) => index !== first).map(({ item }) => item);
  return { model: rest[first]?.item, values, unrecognized };
}

/** `_` may stand for `-` in a long name, up to its first dot; `-O3` is `--optimization-level 3`. */
function normalized(item: string): string {
  if (/^-O=?./.test(item)) return `--optimization-level=${item.replace(/^-O=?/, "")}`;
  return item.replace(/^--[^=.]*/, (name) => name.replaceAll("_", "-"));
}

/** `--config.key value` becomes `--config` with JSON, after all other arguments. */
function foldDotted(items: readonly string[]): readonly string[] {
  const plain: string[] = [];
  const folded = new Map<string, Record<string, string>>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? "";
    const [, name, key, value] = /^(--[^=.]+)\.([^=]+)(?:=(.*))?$/s.exec(item) ?? [];
    if (name === undefined || key === undefined) plain.push(item);
    else folded.set(name, { ...folded.get(name), [key]: value ?? items[++index] ?? "" });
  }
  return [...plain, ...[...folded].flatMap(([name, value]) => [name, JSON.stringify(value)])];
}

/** The option of an item, or undefined for a value: items with a space and negative numbers are values. */
function parseOption(item: string): Written | undefined {
  if (!/^-./s.test(item)) return undefined;
  const exact = byName.get(item);
  if (exact) return { name: item, flag: exact };
  const [, name = item, explicit] = /^([^=]*)=(.*)$/s.exec(item) ?? [];
  const flag = byName.get(name);
  if (flag) return { name, explicit, flag };
  const [only, ...others] = item.startsWith("--") ? longCandidates(name, explicit) : shortCandidates(item);
  if (only && others.length > 0) {
    const names = [only, ...others].map((one) => one.name).join(", ");
    throw new UsageError(`ambiguous option: ${item} could match ${names}`);
  }
  if (only) return only;
  return /^-\d+$|^-\d*\.\d+$/.test(item) || item.includes(" ") ? undefined : { name: item };
}

function longCandidates(beginning: string, explicit: string | undefined): readonly Written[] {
  return [...byName]
    .filter(([name]) => name.startsWith(beginning))
    .map(([name, flag]) => ({ name, explicit, flag }));
}

/** `-qawq` is `-q awq`. */
function shortCandidates(item: string): readonly Written[] {
  return [...byName].flatMap(([name, flag]): Written[] => {
    if (name === item.slice(0, 2)) return [{ name, explicit: item.slice(2), flag }];
    return name.startsWith(item) ? [{ name, flag }] : [];
  });
}

function takenValues(flag: VllmFlag, { explicit }: Written, available: readonly string[]): readonly string[] {
  if (explicit !== undefined) {
    if (flag.values === 0) throw refused(flag, `ignored explicit argument ${pythonText(explicit)}`);
    return [explicit];
  }
  switch (flag.values) {
    case "*":
      return available;
    case "?":
      return available.slice(0, 1);
    case "+":
      if (available.length === 0) throw refused(flag, "expected at least one argument");
      return available;
    default:
      if (available.length >= flag.values) return available.slice(0, flag.values);
      throw refused(flag, flag.values === 1 ? "expected one argument" : `expected ${flag.values} arguments`);
  }
}

function converted(flag: VllmFlag, { name }: Written, taken: readonly string[]): readonly string[] {
  if (flag.values === 0) return [name];
  try {
    return flagValues(flag, taken);
  } catch (error) {
    if (error instanceof ValueError) throw refused(flag, error.message);
    throw error;
  }
}

function refused(flag: VllmFlag, why: string): UsageError {
  return new UsageError(`argument ${flag.names.join("/")}: ${why}`);
}
