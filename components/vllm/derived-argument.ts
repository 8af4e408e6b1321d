/** An argument of vLLM that follows from the spec. */
export interface DerivedArgument {
  /** As vLLM's documentation writes it. */
  readonly name: string;
  readonly values: readonly string[];
  /** Whether the user's own word goes before it. */
  readonly yields?: true;
}
