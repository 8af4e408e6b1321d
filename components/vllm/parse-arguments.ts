import { findFlag } from "./flags";
import type { FlagMatch, KnownFlag } from "./flags";

/** A flag with its values, as vLLM pairs them. */
export interface ParsedArgument {
  /** Index of its first item in the list. */
  readonly index: number;
  /** As they were written. */
  readonly items: readonly string[];
  /** The flag as it was written, without a value: `--tensor_parallel_size`. */
  readonly spelling: string;
  /** The flag that vLLM resolves it to; `undefined` if there is none, or several. */
  readonly known: KnownFlag | undefined;
  /** Path into the JSON that the flag accepts: `a.b` of `--hf-overrides.a.b 1`. */
  readonly key: string | undefined;
  readonly values: readonly string[];
}

/** Why vLLM would refuse an item. */
export type ArgumentFault =
  | { readonly kind: "empty" }
  /** A flag and its value in one item, or one with a space before it; `words` is how a shell would split it. */
  | { readonly kind: "spaced"; readonly words: readonly string[] }
  /** A value that belongs to no flag; `after` is the flag that it follows. */
  | { readonly kind: "stray"; readonly after: ParsedArgument | undefined }
  /** A flag with a long dash, which text processors substitute for two; `spelling` is what was meant. */
  | { readonly kind: "dashed"; readonly spelling: string }
  | { readonly kind: "ambiguous"; readonly candidates: readonly string[] }
  | { readonly kind: "unknown"; readonly spelling: string }
  | { readonly kind: "valueless"; readonly known: KnownFlag }
  /** `--flag=value` of a flag that takes no value. */
  | { readonly kind: "needless"; readonly known: KnownFlag };

export interface ParsedArguments {
  readonly parsed: readonly ParsedArgument[];
  /** By the index of the item. */
  readonly faults: ReadonlyMap<number, ArgumentFault>;
}

/** Pairs flags with their values as vLLM does, and finds the items that it would refuse. */
export function parseArguments(items: readonly string[]): ParsedArguments {
  const parsed: ParsedArgument[] = [];
  const faults = new Map<number, ArgumentFault>();
  for (let index = 0; index < items.length;) {
    const item = items[index] ?? "";
    const meant = withTwoDashes(item);
    if (meant !== undefined) {
      faults.set(index, { kind: "dashed", spelling: meant.replace(/[=\s].*$/s, "") });
      // Only the flag is wrong, not its values.
      index += /\s/.test(meant) ? 1 : parseFlag(items.with(index, meant), index)[0].items.length;
      continue;
    }
    if (!startsFlag(item)) {
      faults.set(index, strayFault(item, parsed.at(-1)));
      index += 1;
      continue;
    }
    const [argument, fault] = parseFlag(items, index);
    parsed.push(argument);
    if (fault) faults.set(index, fault);
    for (const at of blankValues(argument)) faults.set(at, { kind: "empty" });
    index += argument.items.length;
  }
  return { parsed, faults };
}

/** An item that begins with a long dash or several, and is a flag otherwise. */
function withTwoDashes(item: string): string | undefined {
  const [, flag] = /^\s*-?[\u2010-\u2015\u2212]+-?([A-Za-z].*)$/s.exec(item) ?? [];
  return flag === undefined ? undefined : `--${flag}`;
}

function strayFault(item: string, after: ParsedArgument | undefined): ArgumentFault {
  if (item.trim() === "") return { kind: "empty" };
  return /^--?[A-Za-z]/.test(item.trim())
    ? { kind: "spaced", words: shellWords(item.trim()) }
    : { kind: "stray", after };
}

function blankValues({ index, items }: ParsedArgument): readonly number[] {
  return items.flatMap((item, at) => (item.trim() === "" ? [index + at] : []));
}

function parseFlag(
  items: readonly string[],
  index: number,
): readonly [ParsedArgument, ArgumentFault | undefined] {
  const item = items[index] ?? "";
  const { spelling, key, match, inline } = readFlag(item, items[index + 1]);
  const known = match.kind === "known" ? match : undefined;
  const following = inline === undefined ? followingValues(items, index + 1, { known, key }) : [];
  const argument: ParsedArgument = {
    ...{ index, items: [item, ...following], spelling, known, key },
    values: inline === undefined ? following : [inline],
  };
  if (match.kind === "known") return [argument, valueFault(match, argument.values)];
  return [argument, match.kind === "unknown" ? { ...match, spelling } : match];
}

interface ReadFlag {
  readonly spelling: string;
  readonly key: string | undefined;
  readonly match: FlagMatch;
  readonly inline: string | undefined;
}

function readFlag(item: string, next: string | undefined): ReadFlag {
  // vLLM's own forms of `--optimization-level 3`: `-O3`, `-O=3` and `-O 3`.
  const level = /^-O(?:=?(.+))?$/s.exec(item);
  if (level && (level[1] !== undefined || ["0", "1", "2", "3"].includes(next ?? "")))
    return { spelling: "-O", key: undefined, match: findFlag("--optimization-level"), inline: level[1] };
  const [spelling, inline] = splitOnce(item, "=");
  const [base, key] = splitOnce(spelling, ".");
  const match = findFlag(base);
  return { spelling, key, match, inline: inline ?? (match.kind === "known" ? match.attached : undefined) };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** For an unknown flag, all values, because the number it takes is unknown too. */
function followingValues(
  items: readonly string[],
  start: number,
  { known, key }: Pick<ParsedArgument, "known" | "key">,
): readonly string[] {
  const rest = items.slice(start);
  const end = rest.findIndex((item) => !isValue(item));
  const values = end === -1 ? rest : rest.slice(0, end);
  if (key !== undefined) return values.slice(0, 1);
  switch (known?.flag.values) {
    case undefined:
    case "*":
    case "+":
      return values;
    case "?":
      return values.slice(0, 1);
    default:
      return values.slice(0, known?.flag.values);
  }
}

function valueFault(known: KnownFlag, values: readonly string[]): ArgumentFault | undefined {
  const count = known.flag.values;
  if (count === 0) return values.length > 0 ? { kind: "needless", known } : undefined;
  const least = typeof count === "number" ? count : count === "+" ? 1 : 0;
  return values.length < least ? { kind: "valueless", known } : undefined;
}

function startsFlag(item: string): boolean {
  return item.startsWith("-") && item !== "--" && !hasSpace(item) && !isValue(item);
}

/**
 * What `argparse` treats as a value: anything that does not begin with a dash, negative numbers, and texts with a space. Of the
 * latter, those that begin with a flag of vLLM are a typing mistake.
 */
function isValue(item: string): boolean {
  if (hasSpace(item)) return !beginsWithFlag(item.trim());
  return !item.startsWith("-") || item === "-" || /^-\d+$/.test(item);
}

function beginsWithFlag(text: string): boolean {
  const word = /^--?[A-Za-z][^\s.=]*/.exec(text)?.[0];
  return word !== undefined && findFlag(word).kind !== "unknown";
}

/** `--chat-template={{ a }}` has its space in the value, where it belongs. */
function hasSpace(item: string): boolean {
  return /\s/.test(splitOnce(item, "=")[0]);
}

/** A flag and what follows it, split like in a shell; JSON stays whole. */
function shellWords(text: string): readonly string[] {
  const [, flag = text, rest = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (rest === "") return [flag];
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/s.exec(rest);
  if (quoted) return [flag, quoted[1] ?? quoted[2] ?? ""];
  return /^[[{]/.test(rest) ? [flag, rest] : [flag, ...rest.split(/\s+/)];
}
