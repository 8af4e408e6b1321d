import { pricesSchema as schema } from "../../../components/cost/price-overrides";

test("any part may be given a price, and none must", () => {
  const prices = {
    machines: { "ct6e-standard-4t": 5, "e2-standard-4": 0 },
    cluster: 0,
    gateway: 0.03,
    nat: 0.05,
  };

  expect(schema.parse(prices)).toEqual(prices);
  expect(schema.parse({})).toEqual({ cluster: 0.1 });
});

test.each([
  ["a price below nothing", { machines: { "ct6e-standard-4t": -1 } }, ["machines", "ct6e-standard-4t"]],
  ["a price that is a text", { cluster: "0.1" }, ["cluster"]],
  ["what is no machine type", { machines: { "CT6E standard": 1 } }, ["machines", "CT6E standard"]],
])("%s is refused", (_, prices, path) => {
  expect(schema.safeParse(prices).error?.issues.map((issue) => issue.path)).toEqual([path]);
});
