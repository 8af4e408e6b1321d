import { withInterruption } from "@switchyard/cluster/commands/interruption";
import { UserError } from "@switchyard/process/user-error";
import { Laptop } from "../test/e2e/support/laptop";
import { benchSlot } from "./empty-cluster";
import { progress } from "./progress";

/** Runs `work` on a separate checkout and removes its processes and files afterwards. */
export async function withLaptop<Result>(
  work: (laptop: Laptop, signal: AbortSignal) => Promise<Result>,
  stack = "local",
): Promise<Result> {
  const laptop = Laptop.create(stack, benchSlot);
  return withInterruption(
    () => {
      progress("stopping after this step ...");
    },
    async (signal) => {
      try {
        const result = await work(laptop, signal);
        signal.throwIfAborted();
        return result;
      } finally {
        await laptop.remove();
      }
    },
  );
}

/** The same with `npm start` done. */
export async function withStartedLaptop<Result>(
  work: (laptop: Laptop, signal: AbortSignal) => Promise<Result>,
  stack = "local",
): Promise<Result> {
  return withLaptop(async (laptop, signal) => {
    await startLaptop(laptop);
    return work(laptop, signal);
  }, stack);
}

/**
 * `npm start` on a checkout; returns how long it took until every model had answered.
 * @throws UserError when a request failed.
 */
export async function startLaptop(laptop: Laptop): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await laptop.start();
  if (code !== 0) throw new UserError(`npm start failed: ${stderr}`);
  return performance.now() - start;
}
