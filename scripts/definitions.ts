import { z } from "zod";
import { factsOf, keysOf, unwrapped } from "../components/keys/key";

/** A group of keys with a name in the JSON Schema. */
export interface Definition {
  readonly id: string;
  readonly schema: z.core.$ZodType;
  /** Keys of the enclosing group: keys that this group shares with it fall back on its values. */
  readonly inherited: readonly z.core.$ZodType[];
  /** What they fall back on; `undefined` where each key has a default of its own. */
  readonly inherits: string | undefined;
}

interface Place {
  readonly around: readonly z.core.$ZodType[];
  readonly inherits: string | undefined;
}

/** Every group of keys with a name in a schema, itself included. */
export function definitionsIn(
  schema: z.core.$ZodType,
  { around, inherits }: Place = { around: [], inherits: undefined },
): readonly Definition[] {
  const group = groupIn(schema);
  const id = z.globalRegistry.get(group)?.id;
  const keys = keysOf(group).map(([, one]) => one);
  return [
    ...(id === undefined ? [] : [{ id, schema: group, inherited: around, inherits }]),
    ...keys.flatMap((one) => definitionsIn(one, { around: keys, inherits: factsOf(one)?.inherits })),
  ];
}

/** The group of keys that a key has, or that each entry of its list has. */
export function groupIn(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodArray ? unwrapped(inner.element) : inner;
}
