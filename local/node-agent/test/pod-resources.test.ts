import { parseQuantity, podRequests } from "../pod-resources";
import { pod } from "./samples";

test.each([
  ["200m", 0.2],
  ["4", 4],
  ["1.5", 1.5],
  ["1e3", 1000],
  ["256Mi", 268_435_456],
  ["2Gi", 2_147_483_648],
  ["1k", 1000],
])("%s is %d", (quantity, number) => {
  expect(parseQuantity(quantity)).toBeCloseTo(number, 9);
});

test.each(["", "4 Gi", "4gi", "x"])("%j is not a quantity", (quantity) => {
  expect(() => parseQuantity(quantity)).toThrow(
    new Error(`quantity: must be a number with a suffix such as m, k, Mi or Gi, got ${quantity}`),
  );
});

test("containers add up, the largest init container counts where it is more, limits stand for requests", () => {
  const requests = podRequests(
    pod({
      initContainers: [
        { name: "i", resources: { requests: { cpu: "3", memory: "1Ki" } } },
        { name: "j", resources: { requests: { cpu: "1" } } },
      ],
      containers: [
        {
          name: "a",
          resources: { requests: { cpu: "1", memory: "1Ki" }, limits: { "google.com/tpu": "4" } },
        },
        { name: "b", resources: { requests: { cpu: "1", memory: "1Ki" } } },
        { name: "c" },
      ],
    }),
  );
  expect(requests).toEqual({ cpu: 3, memory: 2048, "google.com/tpu": 4, pods: 1 });
});
