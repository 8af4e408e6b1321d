const firstDelaySec = 10;
const longestDelaySec = 300;
/** A container that ran this long counts as healthy: its back-off starts over. */
const resetAfterSec = 600;

/**
 * Seconds to wait before the next start of a container, as a kubelet counts them: none, 10, 20, 40 up to 300.
 * @param previousDelaySec the delay before the last start, undefined for the first start.
 * @param ranSec how long the container ran.
 */
export function nextRestartDelaySec(previousDelaySec: number | undefined, ranSec: number): number {
  if (previousDelaySec === undefined || ranSec >= resetAfterSec) return 0;
  if (previousDelaySec === 0) return firstDelaySec;
  return Math.min(previousDelaySec * 2, longestDelaySec);
}
