import fc from "fast-check";
import { afterAnswer, hasFailed, initialProbeState } from "../probe-state";

const thresholds = { success: 2, failure: 3 };

/** Answers as letters: `+` is good, `-` is bad. */
function after(kind: "startup" | "readiness" | "liveness", answers: string) {
  return Array.from(answers).reduce(
    (state, answer) => afterAnswer(state, answer === "+", thresholds),
    initialProbeState(kind),
  );
}

test.each([
  ["readiness", "", false],
  ["readiness", "+", false],
  ["readiness", "++", true],
  ["readiness", "+-+", false],
  ["readiness", "++--", true],
  ["readiness", "++---", false],
  ["readiness", "++---+", false],
  ["readiness", "++---++", true],
  ["startup", "--+", false],
  ["startup", "--++", true],
  ["liveness", "", true],
  ["liveness", "--", true],
  ["liveness", "---", false],
] as const)("%s after %j: %s", (kind, answers, healthy) => {
  expect(after(kind, answers).healthy).toBe(healthy);
});

test("a probe has failed for good at the failure threshold, without a good answer between", () => {
  expect(hasFailed(after("liveness", "--"), thresholds)).toBe(false);
  expect(hasFailed(after("liveness", "--+--"), thresholds)).toBe(false);
  expect(hasFailed(after("liveness", "+---"), thresholds)).toBe(true);
});

test("with thresholds of 1 the last answer decides", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), (answers) => {
      const ones = { success: 1, failure: 1 };
      const state = answers.reduce(
        (before, answer) => afterAnswer(before, answer, ones),
        initialProbeState("readiness"),
      );
      expect(state.healthy).toBe(answers.at(-1));
    }),
  );
});
