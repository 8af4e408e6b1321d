import { vllmFlags } from "../imports/vllm-flags";
import type { VllmFlag } from "../imports/vllm-flags";

/** The meaning of a spelling of a flag. */
export type FlagMatch =
  | KnownFlag
  | { readonly kind: "ambiguous"; readonly candidates: readonly string[] }
  | { readonly kind: "unknown" };

export interface KnownFlag {
  readonly kind: "known";
  readonly flag: VllmFlag;
  /** As vLLM's documentation writes the flag, such as `--tensor-parallel-size` for `-tp`. */
  readonly name: string;
  /** Whether the spelling turns the flag off: `--no-enable-lora`. */
  readonly negated: boolean;
  /** A value that is part of the spelling: `fp8` of `-qfp8`. */
  readonly attached?: string;
}

const bySpelling: ReadonlyMap<string, KnownFlag> = new Map(
  vllmFlags.flatMap((flag) => {
    const name = flagName(flag);
    const negation = flag.names.find((one) => one === `--no-${name.slice(2)}`);
    return flag.names.map(
      (spelling) => [spelling, { kind: "known", flag, name, negated: spelling === negation }] as const,
    );
  }),
);

/** Every declared spelling of every flag; vLLM also accepts prefixes. */
export const flagSpellings: readonly string[] = [...bySpelling.keys()];

/** As vLLM's documentation writes a flag: its first long name. */
function flagName({ names }: VllmFlag): string {
  return names.find((name) => name.startsWith("--")) ?? names.join(" ");
}

/**
 * The flag that vLLM resolves a spelling to: a declared one or any unambiguous prefix, with underscores for
 * dashes. From vllm v0.32.0 `utils/argparse_utils.py`, which is Python's `argparse` with abbreviations.
 * @param spelling without `=value` and without `.key`.
 */
export function findFlag(spelling: string): FlagMatch {
  const dashed = spelling.startsWith("--") ? spelling.replaceAll("_", "-") : spelling;
  return bySpelling.get(dashed) ?? (dashed.startsWith("--") ? findAbbreviated(dashed) : findShort(dashed));
}

function findAbbreviated(beginning: string): FlagMatch {
  const candidates = flagSpellings.filter((spelling) => spelling.startsWith(beginning));
  const [only, ...others] = candidates.flatMap((spelling) => bySpelling.get(spelling) ?? []);
  if (only === undefined) return { kind: "unknown" };
  return others.length === 0 ? only : { kind: "ambiguous", candidates };
}

/** A value may be attached to a flag of one letter, as in `-qfp8`, and to no other: `-tp4` is unknown. */
function findShort(spelling: string): FlagMatch {
  const beginning = findAbbreviated(spelling);
  const oneLetter = bySpelling.get(spelling.slice(0, 2));
  if (oneLetter === undefined) return beginning;
  if (beginning.kind === "unknown") return { ...oneLetter, attached: spelling.slice(2) };
  const longer = beginning.kind === "known" ? [beginning.name] : beginning.candidates;
  return { kind: "ambiguous", candidates: [spelling.slice(0, 2), ...longer] };
}
