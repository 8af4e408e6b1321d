/** Whether a string is a point in time as GKE accepts it: in UTC, to the second. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A date alone, or a time with the offset of its zone. A time without one may be any. */
const otherwise = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|[+-]\d{2}:?\d{2}))?$/i;

/** The same point in time in UTC; `undefined` if the text is ambiguous. A date alone means its midnight. */
export function inUtc(text: string): string | undefined {
  if (!otherwise.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
