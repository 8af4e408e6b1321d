import fc from "fast-check";
import { createColors } from "picocolors";
import type { ModelResult, RoutingResult } from "../../traffic/routing-summary";
import { renderRouting, totals } from "../../traffic/routing-table";

const qwen: ModelResult = {
  model: "Qwen/Qwen2.5-3B-Instruct",
  pool: "qwen",
  requests: 210,
  right: 210,
  wrong: 0,
  p50Ms: 32.44,
  p95Ms: 91.25,
};
const silent: ModelResult = {
  model: "phi",
  pool: "phi-long-name",
  requests: 9,
  right: 0,
  wrong: 9,
  p50Ms: undefined,
  p95Ms: undefined,
};
const unknown = { model: "no/such", status: 404 };
const good: RoutingResult = { seed: 7, models: [qwen], unknown, problems: [] };
const bad: RoutingResult = { seed: 7, models: [qwen, silent], unknown, problems: ["9 x no answer"] };

test("numbers stand under the end of their titles, and what was not measured is a dash", () => {
  expect(renderRouting(bad, false).split("\n")).toEqual([
    "model                     pool           requests  right  wrong      p50      p95",
    "Qwen/Qwen2.5-3B-Instruct  qwen                210    210      0  32.4 ms  91.3 ms",
    "phi                       phi-long-name         9      0      9        -        -",
    "",
    "210 of 219 right (random order, seed 7); unknown model no/such: 404",
    "",
  ]);
});

test("colors only paint: red marks the rows with wrong answers and the verdict of a failed run", () => {
  const paint = createColors(true);
  const [titles = "", right = "", wrong = "", , verdict = ""] = renderRouting(bad, false).split("\n");
  expect(renderRouting(bad, true).split("\n")).toEqual([
    paint.bold(titles),
    right,
    paint.red(wrong),
    "",
    paint.red(verdict),
    "",
  ]);
  expect(renderRouting(good, true)).toContain(paint.green(totals(good)));
});

test("a run can fail though every counted answer is right: for the unknown model", () => {
  const answered = { ...good, unknown: { ...unknown, status: 200 }, problems: ["answered 200"] };
  expect(renderRouting(answered, true)).toContain(createColors(true).red(totals(answered)));
  expect(totals(answered)).toMatch(/unknown model no\/such: 200$/);
});

test("a gateway that did not answer at all has no status", () => {
  expect(totals({ ...good, unknown: { ...unknown, status: undefined } })).toMatch(/no\/such: no answer$/);
});

test("the total is that of all models", () => {
  const count = fc.nat(1000);
  fc.assert(
    fc.property(fc.array(fc.tuple(count, count), { maxLength: 5 }), (counts) => {
      const models = counts.map(([right, wrong]) => ({ ...qwen, requests: right + wrong, right, wrong }));
      const right = counts.reduce((sum, [one]) => sum + one, 0);
      const requests = counts.reduce((sum, [one, other]) => sum + one + other, 0);
      expect(totals({ ...good, models })).toMatch(new RegExp(`^${right} of ${requests} right `));
    }),
  );
});
