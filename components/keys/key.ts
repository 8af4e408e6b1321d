import { z } from "zod";

/** Unit of a number. */
export type Unit =
  | "chips"
  | "copies"
  | "failures"
  | "GiB"
  | "hour of the day"
  | "hours"
  | "MiB"
  | "nodes"
  | "parts"
  | "port"
  | "rank"
  | "replicas"
  | "requests"
  | "seconds"
  | "thousandths of a processor"
  | "tokens"
  | "USD an hour";

/** Facts about a group of keys. */
export interface SectionFacts {
  /** Its meaning: sentences for editors and the documentation's table. Code is in backquotes. */
  readonly description: string;
  /**
   * What applies if it is left out, as a phrase without a full stop.
   * @default - the value of zod's `.default()`, if the declaration has one
   */
  readonly otherwise?: string;
  /**
   * What to do about a wrong value, as a phrase that ends a message.
   * @default - "correct it", or "add it" for one that is missing
   */
  readonly fix?: string;
  /**
   * The default of its keys that are also keys of the enclosing object.
   * @default - each has its own default
   */
  readonly inherits?: string;
}

/** Facts about a key besides its type, limits and default, which are zod's. */
export interface KeyFacts extends SectionFacts {
  /** The effect of changing it, as a phrase after "changing it", such as "restarts the model's pods". */
  readonly change: string;
  /**
   * Unit of the value.
   * @default - the value is not a number
   */
  readonly unit?: Unit;
  /**
   * Which values are allowed, in Markdown, if the type does not say it briefly.
   * @default - derived from the type and its limits
   */
  readonly values?: string;
  /**
   * Where a rule or the default comes from.
   * @default - chosen by Switchyard
   */
  readonly source?: string;
}

const facts = z.registry<SectionFacts & Partial<KeyFacts>>();

/** Declares a key: its type, limits and default in a schema, and all other facts about it. */
export function key<Schema extends z.ZodType>(schema: Schema, stated: KeyFacts): Schema {
  return declared(schema, stated);
}

/** Declares a key that holds other keys, which describe their own changes. */
export function section<Schema extends z.ZodType>(schema: Schema, stated: SectionFacts): Schema {
  return declared(schema, stated);
}

/** Copies the schema, because keys that share a schema do not share facts. */
function declared<Schema extends z.ZodType>(
  schema: Schema,
  stated: SectionFacts & Partial<KeyFacts>,
): Schema {
  const own = schema.clone();
  facts.add(own, stated);
  return own;
}

/** The facts that a key was declared with; `undefined` for a schema that is not a key. */
export function factsOf(schema: z.core.$ZodType): (SectionFacts & Partial<KeyFacts>) | undefined {
  const own = facts.get(schema);
  if (own !== undefined) return own;
  const inner = wrapped(schema);
  return inner && factsOf(inner);
}

/** A schema without its optional and default wrappers. */
export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const inner = wrapped(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

function wrapped(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return schema.unwrap();
  return undefined;
}

/** Of an object's schema, its keys with their schemas, in the order of the declaration; of any other, none. */
export function keysOf(schema: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.entries(inner.shape) : [];
}
