import { z } from "zod";
import { factsOf, keysOf, unwrapped } from "../keys/key";
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
 * Translates schema issues into problems in terms of the user's file, each with the value that was found.
 * @param schema what the value was parsed with: its keys provide the fixes, and a close key is suggested for an unknown
 * one.
 */
export function schemaProblems(error: z.ZodError, root: unknown, schema: z.ZodType): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) =>
        unknownKey(issue.path, key, valueAt(root, [...issue.path, key]), knownKeys(schema, issue.path)),
      );
    const got = valueAt(root, issue.path);
    const fix = ownFix(issue) ?? fixAt(schema, issue.path);
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

/** The fix that a rule of the schema gives for this value. */
function ownFix(issue: z.core.$ZodIssue): string | undefined {
  const fix: unknown = issue.code === "custom" ? issue.params?.["fix"] : undefined;
  return typeof fix === "string" ? fix : undefined;
}

/** The facts of the last key of a path. An entry of a list uses its list's, an entry of a mapping its own. */
function fixAt(schema: z.core.$ZodType, path: ValuePath): string | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return factsOf(schema)?.fix;
  const next = inside(schema, step);
  if (next === undefined) return undefined;
  const fix = fixAt(next, rest);
  return rest.length === 0 && typeof step === "number" ? (fix ?? factsOf(schema)?.fix) : fix;
}

/** The keys that a schema knows at a path; none if any key is allowed. */
function knownKeys(schema: z.core.$ZodType, path: ValuePath): readonly string[] {
  const found = path.reduce<z.core.$ZodType | undefined>((at, step) => at && inside(at, step), schema);
  return found === undefined ? [] : keysOf(found).map(([key]) => key);
}

function inside(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  const outer = unwrapped(schema);
  if (outer instanceof z.ZodArray) return outer.element;
  if (outer instanceof z.ZodRecord) return outer.valueType;
  return keysOf(outer).find(([key]) => key === step)?.[1];
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
