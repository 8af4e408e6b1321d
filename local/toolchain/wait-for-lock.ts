import { setTimeout as sleep } from "node:timers/promises";
import { types } from "node:util";
import lockfile from "proper-lockfile";

const lockPollMs = 250;
const lockStaleMs = 15_000;

/** Work that no two runs may do at the same time. */
interface SharedWork {
  /** Reports what is being waited for. */
  readonly report: (detail: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Waits until no other run does the same work.
 * @param lock path of the lock, in an existing folder.
 * @returns a function that releases the lock.
 * @throws the signal's reason when it was stopped meanwhile.
 */
export async function waitForLock(
  lock: string,
  { signal, report }: SharedWork,
): Promise<() => Promise<void>> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const options = {
        lockfilePath: lock,
        realpath: false,
        stale: lockStaleMs,
        onCompromised: () => undefined,
      };
      // A lock is lost only if the machine sleeps: both runs then finish, and the last rename wins.
      return await lockfile.lock(lock, options);
    } catch (error) {
      if (!isLockedError(error)) throw error;
    }
    report("waiting for another run that is installing it");
    // A stop ends the wait early; the next round then throws.
    await sleep(lockPollMs, undefined, { signal }).catch(() => undefined);
  }
}

function isLockedError(error: unknown): boolean {
  return types.isNativeError(error) && "code" in error && error.code === "ELOCKED";
}
