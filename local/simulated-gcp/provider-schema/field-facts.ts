/**
 * What the schema of the real provider says of a field: whether a difference between the state and the program counts, and
 * whether it needs a new resource. A field without facts is optional and can change in place.
 */
export interface FieldFacts {
  /** `Computed`: where the program says nothing, the server's value stays. */
  readonly computed?: boolean;
  /** `ForceNew`: it cannot change in place. */
  readonly forceNew?: boolean;
  /** What the provider takes where the program says nothing. */
  readonly default?: string | number | boolean;
  /** Fields of a block. */
  readonly block?: Facts;
  /** `TypeSet`: the order of the values does not count. */
  readonly set?: boolean;
  /** `TypeMap`: keys of any name, and the beginning of those that are the server's own. */
  readonly map?: { readonly serverPrefix?: string };
}

/** The facts of each field that has any, by its name in Pulumi. */
export type Facts = Readonly<Record<string, FieldFacts>>;

export const computed: FieldFacts = { computed: true };
export const fixed: FieldFacts = { forceNew: true };
export const computedAndFixed: FieldFacts = { computed: true, forceNew: true };

/** The same facts for several fields. */
export function each(facts: FieldFacts, ...names: readonly string[]): Facts {
  return Object.fromEntries(names.map((name) => [name, facts]));
}
