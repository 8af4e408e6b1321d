import { setTimeout as sleep } from "node:timers/promises";

const timeoutMs = 20_000;

/**
 * Waits until something is so.
 * @throws Error with the condition when it never is.
 */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`it never came to this: ${isSo.toString()}`);
    await sleep(5);
  }
}
