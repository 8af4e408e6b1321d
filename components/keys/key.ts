import { z } from "zod";

/** What one number of a key counts. */
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

/** What a group of keys says of itself. */
export interface SectionFacts {
  /** What it means: sentences that an editor shows, and the table in the documentation. Code is in backquotes. */
  readonly description: string;
  /**
   * What holds where it is left out, as a phrase without a full stop.
   * @default - the value of zod's `.default()`, where the declaration has one
   */
  readonly otherwise?: string;
  /**
   * What to do about a wrong value, as a phrase that ends a message.
   * @default - "correct it", or "add it" for one that is missing
   */
  readonly fix?: string;
  /**
   * What those of its keys are that it leaves out, where they are keys of the object around it as well.
   * @default - each has a default of its own
   */
  readonly inherits?: string;
}

/** What a key says of itself besides its type, its limits and its default, which are zod's. */
export interface KeyFacts extends SectionFacts {
  /** What a change of it does, as a phrase after "changing it", such as "restarts the model's pods". */
  readonly change: string;
  /**
   * What a number counts.
   * @default - the value is no number
   */
  readonly unit?: Unit;
  /**
   * Which values are allowed, in Markdown, where the type does not say it briefly.
   * @default - as the type and its limits say
   */
  readonly values?: string;
  /**
   * Where a rule or the default comes from.
   * @default - it is our own
   */
  readonly source?: string;
}

const facts = z.registry<SectionFacts & Partial<KeyFacts>>();

/** Declares a key: its type, limits and default in a schema, and everything else that anybody wants to know of it. */
export function key<Schema extends z.ZodType>(schema: Schema, stated: KeyFacts): Schema {
  return declared(schema, stated);
}

/** Declares a key that holds other keys: these say what a change does. */
export function section<Schema extends z.ZodType>(schema: Schema, stated: SectionFacts): Schema {
  return declared(schema, stated);
}

/** A copy, because a schema that several keys share must not share what they say. */
function declared<Schema extends z.ZodType>(
  schema: Schema,
  stated: SectionFacts & Partial<KeyFacts>,
): Schema {
  const own = schema.clone();
  facts.add(own, stated);
  return own;
}

/** What a key was declared with; `undefined` for a schema that is no key. */
export function factsOf(schema: z.core.$ZodType): (SectionFacts & Partial<KeyFacts>) | undefined {
  const own = facts.get(schema);
  if (own !== undefined) return own;
  const inner = wrapped(schema);
  return inner && factsOf(inner);
}

/** A schema without what makes it optional or fills in a default. */
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
