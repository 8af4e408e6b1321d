import { wakeReport } from "../../bench/wake-report";
import type { MeasuredWake } from "../../bench/wake-report";

function wake(queueMs: number, startMs: number, whenUpMs: number): MeasuredWake {
  const fixed = { scaleMs: 10, scheduleMs: 20, nodeMs: 1000, answerMs: 70 };
  const overheadMs = queueMs + 100;
  return {
    split: { ...fixed, queueMs, startMs, wholeMs: overheadMs + 1000 + startMs, overheadMs },
    whenUpMs,
  };
}

test("each part has its own median, and so has the overhead, which is a share of the goal", () => {
  const wakes = [wake(1900, 2000, 10), wake(900, 3000, 8), wake(400, 2500, 30)];
  expect(wakeReport("local", wakes)).toBe(
    [
      "ms              queue  scale  schedule  node  start  answer  whole  overhead",
      "local, wake 1    1900     10        20  1000   2000      70   5000      2000",
      "local, wake 2     900     10        20  1000   3000      70   5000      1000",
      "local, wake 3     400     10        20  1000   2500      70   4000       500",
      "local, medians    900     10        20  1000   2500      70   5000      1000",
      "local: the overhead is 0.10 of its goal of 10 s",
      "local: once it is up, the same request takes 10.0 ms; a wake takes 500 times that",
    ].join("\n"),
  );
});

test("an overhead above the goal is more than the whole of it", () => {
  expect(wakeReport("tpu", [wake(10_400, 2000, 12.5)])).toMatch(
    /^tpu: the overhead is 1\.05 of its goal of 10 s$/m,
  );
});
