import type { z } from "zod";
import { mapping } from "./mapping";
import { InvalidArgs } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { schemaProblems } from "../problems/schema-problems";

export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** What a user may write for a schema: keys with a default may be left out. */
export type Props<Schema extends z.ZodType> = Frozen<z.input<Schema>>;

/** The same with all constant defaults applied. */
export type Filled<Schema extends z.ZodType> = Frozen<z.output<Schema>>;

/**
 * Checks props and applies constant defaults.
 * @param subject what the props describe, for the message.
 * @throws InvalidArgs with all problems at once.
 */
export function filled<Schema extends z.ZodType>(
  schema: Schema,
  props: unknown,
  subject: string,
): z.output<Schema> {
  const parsed = schema.safeParse(mapping(props, subject));
  if (parsed.success) return parsed.data;
  throw new InvalidArgs(subject, schemaProblems(parsed.error, props, schema));
}

/** A value as written, or its problems. */
export type Written<Schema extends z.ZodType> =
  | { readonly value: z.input<Schema>; readonly problems: readonly [] }
  | { readonly value: undefined; readonly problems: readonly Problem[] };

/** Checks a value without applying defaults, so that missing keys can still come from elsewhere. */
export function asWritten<Schema extends z.ZodType>(schema: Schema, value: unknown): Written<Schema> {
  const { error } = schema.safeParse(value);
  // What a schema accepts is its input, by definition.
  const isInput = (written: unknown): written is z.input<Schema> => written === value && error === undefined;
  if (isInput(value)) return { value, problems: [] };
  return { value: undefined, problems: error === undefined ? [] : schemaProblems(error, value, schema) };
}

/**
 * Checks props and leaves them as they were written.
 * @param subject what the props are of, for the message.
 * @throws InvalidArgs with all problems at once.
 */
export function written<Schema extends z.ZodType>(
  schema: Schema,
  props: unknown,
  subject: string,
): z.input<Schema> {
  const { value, problems } = asWritten(schema, mapping(props, subject));
  if (value === undefined) throw new InvalidArgs(subject, problems);
  return value;
}
