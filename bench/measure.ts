/** Median of some runs, which one slow run does not move. For an even number, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

/** Milliseconds that a piece of work takes: the median of several runs after a warm-up. */
export function medianMs(work: () => void, runs = 5): number {
  work();
  return median(Array.from({ length: runs }, () => elapsedMs(work)));
}

/** The same in CPU time, which other work on the machine does not add to. */
export function medianCpuMs(work: () => void, runs = 5): number {
  work();
  return median(Array.from({ length: runs }, () => cpuMs(work)));
}

function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function elapsedMs(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
