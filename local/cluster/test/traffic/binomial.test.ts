import { binomialTail } from "../../traffic/binomial";

test.each([
  ["ten heads of ten", 10, 0.5, 10, 1 / 1024],
  ["no head of ten", 10, 0.5, 0, 1 / 1024],
  ["nine or ten heads of ten", 10, 0.5, 9, 11 / 1024],
  ["what is expected: the probability of that or fewer", 2, 0.5, 1, 0.75],
  ["one of three at one in ten", 3, 0.1, 1, 1 - 0.9 ** 3],
  ["nothing tried", 0, 0.3, 0, 1],
])("%s", (_, trials, probability, seen, expected) => {
  expect(binomialTail(trials, probability, seen)).toBeCloseTo(expected, 12);
});

test.each([
  [0, 0, 1],
  [0, 1, 0],
  [1, 50, 1],
  [1, 49, 0],
])("with a probability of %d, %d of 50 has one of %d", (probability, seen, expected) => {
  expect(binomialTail(50, probability, seen)).toBe(expected);
});

test("five sigma of 400 at three in four is as rare as it should be", () => {
  const sigma = Math.sqrt(400 * 0.75 * 0.25);
  const outside = [300 - 5 * sigma, 300 + 5 * sigma].map((seen, index) =>
    binomialTail(400, 0.75, index === 0 ? Math.floor(seen) : Math.ceil(seen)),
  );
  for (const probability of outside) expect(probability).toBeLessThan(2e-6);
  expect(binomialTail(400, 0.75, 300)).toBeGreaterThan(0.4);
});
