import { z } from "zod";
import { closeName } from "./close-name";
import { quote } from "./problems";
import type { Problem } from "./problems";

/** Where a value sits: keys and indexes from the root. */
export type ValuePath = readonly PropertyKey[];

/** A path as a user reads it: `models[0].replicas`. */
export function formatPath(path: ValuePath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text === "" ? String(key) : `${text}.${String(key)}`;
  }, "");
}

function valueAt(root: unknown, path: ValuePath): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );
}

/**
 * What to do about a wrong value, by the last keys of its path: `existing.name` goes before `name`, and `env.*` is for
 * every key of `env`.
 */
export type Fixes = Readonly<Record<string, string>>;

/**
 * Says what a schema found wrong in terms of the user's file: every issue is one problem, with the value that was found.
 * @param fixes what to do, by key; a key without an entry gets the schema's own advice.
 * @param schema what the value was parsed with: of the keys that it knows, a close one is suggested.
 */
export function schemaProblems(
  error: z.ZodError,
  root: unknown,
  fixes: Fixes,
  schema: z.ZodType,
): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) =>
        unknownKey(issue.path, key, valueAt(root, [...issue.path, key]), knownKeys(schema, issue.path)),
      );
    const got = valueAt(root, issue.path);
    const fix = ownFix(issue) ?? fixFor(issue.path, fixes);
    if (got === undefined) {
      const missing = {
        code: "MissingKey",
        path: formatPath(issue.path),
        rule: "must be set",
        got: "nothing",
      } as const;
      return [{ ...missing, fix: fix ?? "add it" }];
    }
    const { code, rule } = describeIssue(issue);
    return [{ code, path: formatPath(issue.path), rule, got: quote(got), fix: fix ?? "correct it" }];
  });
}

/** What a rule of the schema says of this very value. */
function ownFix(issue: z.core.$ZodIssue): string | undefined {
  const fix: unknown = issue.code === "custom" ? issue.params?.["fix"] : undefined;
  return typeof fix === "string" ? fix : undefined;
}

function fixFor(path: ValuePath, fixes: Fixes): string | undefined {
  const keys = path.filter((key) => typeof key === "string");
  const suffixes = keys.flatMap((_, index) => {
    const suffix = keys.slice(index);
    return suffix.length === 1 ? suffix : [suffix.join("."), [...suffix.slice(0, -1), "*"].join(".")];
  });
  return suffixes.map((suffix) => fixes[suffix]).find((fix) => fix !== undefined);
}

/** The keys that a schema knows at a path; none where any key goes. */
function knownKeys(schema: z.core.$ZodType, path: ValuePath): readonly string[] {
  const found = path.reduce(inside, unwrapped(schema));
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function inside(schema: z.core.$ZodType | undefined, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return unwrapped(schema.element);
  if (schema instanceof z.ZodRecord) return unwrapped(schema.valueType);
  if (!(schema instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<PropertyKey, z.core.$ZodType>> = schema.shape;
  return unwrapped(shape[key]);
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

function unknownKey(path: ValuePath, key: string, got: unknown, known: readonly string[]): Problem {
  return {
    code: "UnknownKey",
    path: formatPath([...path, key]),
    rule: "must be a known key",
    got: quote(got),
    fix: knownKeyFix(key, known),
  };
}

function knownKeyFix(key: string, known: readonly string[]): string {
  if (known.length === 0) return "remove it";
  const close = closeName(key, known);
  return close === undefined
    ? `remove it, or use one of ${known.join(", ")}`
    : `did you mean \`${close}\`? Known are: ${known.join(", ")}`;
}

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
  string: "a text",
};

function describeIssue(issue: z.core.$ZodIssue): Pick<Problem, "code" | "rule"> {
  switch (issue.code) {
    case "invalid_type":
      return { code: "WrongType", rule: `must be ${typeNames[issue.expected] ?? issue.expected}` };
    case "invalid_value":
      return { code: "InvalidValue", rule: `must be one of ${issue.values.map(String).join(", ")}` };
    case "too_small":
      return {
        code: "OutOfRange",
        rule: `must ${sizeOf(issue.origin)} ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`,
      };
    case "too_big":
      return { code: "OutOfRange", rule: `must ${sizeOf(issue.origin)} at most ${issue.maximum}` };
    case "invalid_key":
      return { code: "InvalidValue", rule: issue.issues[0]?.message ?? issue.message };
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_union":
    case "not_multiple_of":
    case "unrecognized_keys":
      return { code: "InvalidValue", rule: issue.message };
  }
}

function sizeOf(origin: string): string {
  if (origin === "string") return "have a length of";
  return origin === "array" ? "have a number of entries of" : "be";
}
