import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { RequestQueue } from "../request-queue";

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test("requests beyond the limit wait, and are counted with their models", async () => {
  const queue = new RequestQueue(1);
  const first = gate();
  const work = [queue.run("base", () => first.opened), queue.run("sql", () => Promise.resolve())];
  expect([queue.running, queue.waiting]).toEqual([1, 1]);
  expect([queue.runningModels(), queue.waitingModels()]).toEqual([["base"], ["sql"]]);
  first.open();
  await Promise.all(work);
  expect([queue.running, queue.waiting]).toEqual([0, 0]);
  expect(queue.runningModels()).toEqual([]);
});

test("a request that fails makes room for the next one", async () => {
  const queue = new RequestQueue(1);
  const failed = queue.run("base", () => Promise.reject(new Error("no")));
  const next = queue.run("base", () => Promise.resolve(7));
  await expect(failed).rejects.toThrow("no");
  await expect(next).resolves.toBe(7);
});

test("any requests: never more than the limit at once, first come first served", async () => {
  const durations = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), durations, async (limit, durationsMs) => {
      const queue = new RequestQueue(limit);
      const started: number[] = [];
      let most = 0;
      const runs = durationsMs.map((durationMs, index) =>
        queue.run("m", async () => {
          started.push(index);
          most = Math.max(most, queue.running);
          await sleep(durationMs);
        }),
      );
      await Promise.all(runs);
      expect(most).toBeLessThanOrEqual(limit);
      expect(started).toEqual(durationsMs.map((_, index) => index));
    }),
    { numRuns: 20 },
  );
});
