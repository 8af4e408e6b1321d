import { setTimeout as sleep } from "node:timers/promises";

const timeoutMs = 20_000;

/**
 * Waits until a condition holds.
 * @throws Error with the condition if it never does.
 */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${isSo.toString()}`);
    await sleep(5);
  }
}
