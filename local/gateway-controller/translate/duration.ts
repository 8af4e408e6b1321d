const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Milliseconds of a Gateway API duration such as `1s`, `500ms` or `1m30s`. */
export function durationMs(duration: string): number {
  const parts = duration.matchAll(/(\d+)(h|ms|m|s)/g);
  return [...parts].reduce((total, [, count, unit]) => total + Number(count) * (unitMs[unit ?? ""] ?? 0), 0);
}
