import { median, medianMs } from "../../bench/measure";

test.each([
  [[3], 3],
  [[9, 1, 2], 2],
  [[4, 1, 2, 9], 3],
  [[10, 9, 1000], 10],
])("the median of %j is %d", (values, expected) => {
  expect(median(values)).toBe(expected);
});

test("of nothing there is no median", () => {
  expect(median([])).toBeNaN();
});

test("the first run of what is measured does not count", () => {
  let runs = 0;
  const ms = medianMs(() => {
    runs += 1;
  }, 3);
  expect(runs).toBe(4);
  expect(ms).toBeGreaterThanOrEqual(0);
});
