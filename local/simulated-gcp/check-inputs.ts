import { createHash } from "node:crypto";
import type { z } from "zod";
import { isUnknown } from "./protocol/unknown";
import { formatPath, isRecord, valueAt } from "./protocol/values";
import type { Properties } from "./protocol/values";
import type { ResourceKind } from "./resources/kind";

/** An invalid field, as the engine shows it. */
export interface CheckFailure {
  /** Path of the field. */
  readonly property: string;
  readonly reason: string;
}

/** All problems with the inputs of a resource; unknown values pass. */
export function checkInputs(kind: ResourceKind, inputs: Properties): readonly CheckFailure[] {
  const parsed = kind.schema.safeParse(inputs);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({ path }) => !isUnknown(valueAt(inputs, path)))
    .flatMap((issue) => issueFailures(issue, inputs, kind.type));
}

function issueFailures(issue: z.core.$ZodIssue, inputs: Properties, type: string): readonly CheckFailure[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      property: formatPath([...issue.path, key]),
      reason: `is not a simulated field of ${type}; correct its name, or add it in local/simulated-gcp/resources`,
    }));
  const property = formatPath(issue.path);
  if (valueAt(inputs, issue.path) === undefined && issue.code === "invalid_type")
    return [
      {
        property,
        reason: `Missing required argument: The argument "${property}" is required, but no definition was found.`,
      },
    ];
  return [{ property, reason: issue.message }];
}

/**
 * The inputs with a generated name where there is none: the name of the Pulumi resource, and seven characters derived from
 * the engine's seed.
 */
export function withName(
  kind: ResourceKind,
  inputs: Properties,
  { name, olds, seed }: { readonly name: string; readonly olds: Properties; readonly seed: Uint8Array },
): Properties {
  const field = kind.nameField;
  if (field === undefined || inputs[field] !== undefined) return inputs;
  const suffix = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  return { ...inputs, [field]: olds[field] ?? `${name}-${suffix}` };
}

/** Inputs without empty keys. */
export function withoutNull(inputs: Properties): Properties {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean);
    return isRecord(value) ? withoutNull(value) : value;
  };
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, clean(value)]),
  );
}
