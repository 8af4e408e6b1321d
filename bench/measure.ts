/** The middle of an odd number of runs: one slow run does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that a piece of work takes, the median of several runs after one that does not count. */
export function medianMs(work: () => void, runs = 5): number {
  work();
  return median(Array.from({ length: runs }, () => elapsedMs(work)));
}

function elapsedMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
