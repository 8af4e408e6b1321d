import { randomOrder } from "../../traffic/random-order";

const models = ["a", "b", "c", "d"];

function counts(order: readonly string[]): readonly number[] {
  return models.map((model) => order.filter((item) => item === model).length);
}

test("every model is asked as often as any other", () => {
  expect(counts(randomOrder(models, 420, 1))).toEqual([105, 105, 105, 105]);
});

test("what does not divide evenly differs by one at most", () => {
  const order = randomOrder(models, 10, 1);
  expect(order).toHaveLength(10);
  expect([...counts(order)].sort()).toEqual([2, 2, 3, 3]);
});

test("the order follows from the seed alone", () => {
  expect(randomOrder(models, 40, 7)).toEqual(randomOrder(models, 40, 7));
  expect(randomOrder(models, 40, 7)).not.toEqual(randomOrder(models, 40, 8));
});

test("the models do not just take turns", () => {
  const order = randomOrder(models, 40, 1);
  const turns = Array.from({ length: 10 }, () => models).flat();
  expect(order).not.toEqual(turns);
});
