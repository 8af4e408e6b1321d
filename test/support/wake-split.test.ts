import fc from "fast-check";
import { wakeSplit } from "./wake-split";
import type { WakeTimes } from "./wake-split";

const withNode: WakeTimes = {
  sentAtMs: 1000,
  scaledAtMs: 2500,
  createdAtMs: 2540,
  unschedulableAtMs: 2560,
  nodeReadyAtMs: 9560,
  scheduledAtMs: 9600,
  readyAtMs: 12_600,
  answeredAtMs: 12_750,
};

test("each part begins where the one before it ended, and waiting for the node is no scheduling", () => {
  expect(wakeSplit(withNode)).toEqual({
    queueMs: 1500,
    scaleMs: 40,
    scheduleMs: 60,
    nodeMs: 7000,
    startMs: 3000,
    answerMs: 150,
    wholeMs: 11_750,
    overheadMs: 1750,
  });
});

test("a pod that has a node at once waits for none", () => {
  const times = { ...withNode, unschedulableAtMs: undefined, nodeReadyAtMs: 100, scheduledAtMs: 2570 };
  expect(wakeSplit(times)).toMatchObject({ scheduleMs: 30, nodeMs: 0, startMs: 10_030, overheadMs: 1720 });
});

test("what a pod waits for on an existing node is scheduling", () => {
  const times = { ...withNode, nodeReadyAtMs: 100, scheduledAtMs: 4560 };
  expect(wakeSplit(times)).toMatchObject({ scheduleMs: 2020, nodeMs: 0, startMs: 8040 });
});

test("a watch that tells early or late moves no part below nothing", () => {
  const early = { ...withNode, scaledAtMs: 2550, nodeReadyAtMs: 2559 };
  expect(wakeSplit(early)).toMatchObject({ queueMs: 1550, scaleMs: 0, scheduleMs: 7050, nodeMs: 0 });
  const late = { ...withNode, readyAtMs: 12_760 };
  expect(wakeSplit(late)).toMatchObject({ startMs: 3150, answerMs: 0, wholeMs: 11_750 });
});

test("parts are whole milliseconds", () => {
  const times = { ...withNode, sentAtMs: 1000.4, scaledAtMs: 2500.5, answeredAtMs: 12_750.49 };
  expect(wakeSplit(times)).toMatchObject({ queueMs: 1501, scaleMs: 39, wholeMs: 11_750 });
});

const time = fc.double({ min: 0, max: 1e7, noNaN: true });

test("in any order of sightings, no part is negative, and the parts add up to the whole", () => {
  const anyTimes = fc.record({
    sentAtMs: time,
    scaledAtMs: time,
    createdAtMs: time,
    unschedulableAtMs: fc.option(time, { nil: undefined }),
    nodeReadyAtMs: time,
    scheduledAtMs: time,
    readyAtMs: time,
    answeredAtMs: time,
  });
  fc.assert(
    fc.property(anyTimes, (times) => {
      const { wholeMs, overheadMs, ...parts } = wakeSplit(times);
      const values = Object.values(parts);
      expect(values).toHaveLength(6);
      expect(Math.min(...values, overheadMs)).toBeGreaterThanOrEqual(0);
      expect(values.reduce((sum, ms) => sum + ms, 0)).toBe(wholeMs);
      expect(overheadMs).toBe(parts.queueMs + parts.scaleMs + parts.scheduleMs + parts.answerMs);
    }),
  );
});

test("in order and on whole milliseconds, each part is the time between its ends", () => {
  const gaps = fc.array(fc.nat(1e6), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(gaps, ([queue = 0, scale = 0, looking = 0, node = 0, placing = 0, start = 0, answer = 0]) => {
      const scaledAtMs = 5 + queue;
      const createdAtMs = scaledAtMs + scale;
      const unschedulableAtMs = createdAtMs + looking;
      const nodeReadyAtMs = unschedulableAtMs + node;
      const scheduledAtMs = nodeReadyAtMs + placing;
      const readyAtMs = scheduledAtMs + start;
      const cluster = { scaledAtMs, createdAtMs, unschedulableAtMs, nodeReadyAtMs, scheduledAtMs, readyAtMs };
      expect(wakeSplit({ sentAtMs: 5, ...cluster, answeredAtMs: readyAtMs + answer })).toMatchObject({
        ...{ queueMs: queue, scaleMs: scale, scheduleMs: looking + placing },
        ...{ nodeMs: node, startMs: start, answerMs: answer },
      });
    }),
  );
});
