import { laneCount } from "./schedule";

/**
 * Works through items in parallel lanes: a free lane takes the next item.
 * @throws the first failure, once the other lanes have stopped because of it.
 */
export async function inLanes<T>(
  items: readonly T[],
  work: (item: T, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const stopped = AbortSignal.any([signal, failed.signal]);
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    try {
      for (const item of waiting) await work(item, stopped);
    } catch (error) {
      failed.abort(error);
    }
  };
  await Promise.all(Array.from({ length: laneCount }, lane));
  failed.signal.throwIfAborted();
}
