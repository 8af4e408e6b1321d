import type { Outcome } from "../e2e/support/watched-traffic";
import { faultFigures, figuresTable, lostAfterwards } from "./fault-figures";

const fault = { name: "a kill", beganAtMs: 1000, doneAtMs: 1010 };

function outcome(startedAtMs: number, endedAtMs: number, problem?: string): Outcome {
  return { model: "a", startedAtMs, endedAtMs, problem };
}

/** Right answers, one every 10 ms. */
function answers(fromMs: number, count: number): readonly Outcome[] {
  return Array.from({ length: count }, (_, i) => outcome(fromMs + i * 10 - 5, fromMs + i * 10));
}

test("a request counts as under way when it began before the fault was over and had not ended when it began", () => {
  const own = [
    outcome(900, 999),
    outcome(900, 1000),
    outcome(1005, 1100, "answered 500"),
    outcome(1010, 1100),
    outcome(1011, 1100),
    { ...outcome(1000, 1010, "answered 500"), model: "b" },
  ];
  expect(faultFigures(fault, "a", own)).toMatchObject({ fault: "a kill", sent: 5, lost: 1, underWay: 3 });
});

test("it recovers with the first of ten right answers in a row, however many come before a late loss", () => {
  const outcomes = [...answers(1020, 9), outcome(1015, 1110, "answered 503"), ...answers(1200, 10)];
  expect(faultFigures(fault, "a", outcomes).recoverySec).toBe(0.2);
});

test("it has not recovered as long as nine right answers are the most in a row", () => {
  expect(faultFigures(fault, "a", answers(1020, 9)).recoverySec).toBe(Infinity);
});

test("only a request that began when the fault was over counts as lost afterwards", () => {
  const outcomes = [
    outcome(1010, 1500, "answered 500"),
    outcome(1030, 1040, "answered 503"),
    ...answers(1050, 3),
  ];
  expect(lostAfterwards(fault, outcomes)).toEqual(["a, begun 20 ms after it: answered 503"]);
});

test("the table has a line for each fault and model", () => {
  const figures = faultFigures(fault, "a", [outcome(1005, 1100, "answered 500"), ...answers(1200, 10)]);
  expect(figuresTable([figures])).toBe(
    [
      "fault   model  sent  lost  under way  seconds to recover",
      "a kill  a        11     1          1                0.20",
    ].join("\n"),
  );
});
