import { setTimeout as sleep } from "node:timers/promises";

const usualTimeoutMs = 60_000;
const pollMs = 200;

/** Waits until something reads as wanted; fails with what it reads instead when it does not in time. */
export async function expectEventually<Value>(
  read: () => Promise<Value>,
  wanted: unknown,
  timeoutMs = usualTimeoutMs,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const got = await read();
    if (matches(got, wanted)) return;
    if (Date.now() > deadline) expect(got).toEqual(wanted);
    await sleep(pollMs);
  }
}

function matches(got: unknown, wanted: unknown): boolean {
  try {
    expect(got).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}
