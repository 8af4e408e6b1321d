/**
 * A field's facts in the schema of the real provider: whether a difference between state and program counts, and whether it
 * needs a new resource. A field without facts is optional and can change in place.
 */
export interface FieldFacts {
  /** `Computed`: unless the program sets it, the server's value stays. */
  readonly computed?: boolean;
  /** `ForceNew`: it cannot change in place. */
  readonly forceNew?: boolean;
  /** The provider's default value. */
  readonly default?: string | number | boolean;
  /** Fields of a block. */
  readonly block?: Facts;
  /** `TypeSet`: the order of the values is irrelevant. */
  readonly set?: boolean;
  /** `TypeMap`: keys of any name, and the prefix of the server's own keys. */
  readonly map?: { readonly serverPrefix?: string };
}

/** Facts by field name in Pulumi. */
export type Facts = Readonly<Record<string, FieldFacts>>;

export const computed: FieldFacts = { computed: true };
export const fixed: FieldFacts = { forceNew: true };
export const computedAndFixed: FieldFacts = { computed: true, forceNew: true };

/** The same facts for several fields. */
export function each(facts: FieldFacts, ...names: readonly string[]): Facts {
  return Object.fromEntries(names.map((name) => [name, facts]));
}
