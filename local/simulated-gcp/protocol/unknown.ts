import { isRecord } from "./values";

/**
 * Placeholders that the engine sends for values that are not known yet, one for each type of value.
 * Source: sdk/go/common/resource/plugin/rpc.go of pulumi/pulumi.
 */
const unknownValues: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Placeholder for a string that is known once the resource exists. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value as a whole is unknown. */
export function isUnknown(value: unknown): boolean {
  return unknownValues.has(value);
}

/** Whether any part of a value is unknown. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isRecord(value) ? Object.values(value).some(hasUnknown) : isUnknown(value);
}
