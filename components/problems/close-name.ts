import { distance } from "fastest-levenshtein";

/**
 * The known name that a misspelt name was probably meant to be; `undefined` if none is close. Case, `-` and
 * `_` do not count, so that `max_model_len` is close to `maxModelLen`. Close is a third of the letters or fewer to change,
 * or the same letters in another order.
 */
export function closeName(name: string, known: readonly string[]): string | undefined {
  const written = letters(name);
  const ranked = known
    .map((candidate) => ({ candidate, edits: editsBetween(written, letters(candidate)) }))
    .filter(({ candidate, edits }) => 3 * edits <= Math.max(written.length, letters(candidate).length))
    .sort((one, other) => one.edits - other.edits);
  return ranked[0]?.candidate;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

/** A transposition counts as one edit; the library counts two. */
function editsBetween(one: string, other: string): number {
  return one !== other && sorted(one) === sorted(other) ? 1 : distance(one, other);
}

function sorted(text: string): string {
  return Array.from(text).sort().join("");
}
