import * as fc from "fast-check";
import { durationMs } from "../../translate/duration";
import { resourceName } from "../../translate/envoy-config";

const kubernetesName = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

test("names of resources fit a file system, and two objects never share one", () => {
  fc.assert(
    fc.property(kubernetesName, kubernetesName, kubernetesName, kubernetesName, (ns1, name1, ns2, name2) => {
      const [left, right] = [resourceName("pool", ns1, name1), resourceName("pool", ns2, name2)];
      expect(left.length).toBeLessThanOrEqual(200);
      expect(left === right).toBe(ns1 === ns2 && name1 === name2);
    }),
  );
});

test("long names end in a hash that tells them apart", () => {
  const [left, right] = ["a", "b"].map((last) => resourceName("pool", "llm", `${"x".repeat(250)}${last}`));
  expect(left).toMatch(/^pool_llm_x{178}_[0-9a-f]{12}$/);
  expect(left).not.toBe(right);
});

test("a short name is readable", () => {
  expect(resourceName("callout", "llm", "body-based-router", 9004)).toBe(
    "callout_llm_body-based-router_9004",
  );
});

test.each([
  ["1s", 1000],
  ["10ms", 10],
  ["1m30s", 90_000],
  ["2h", 7_200_000],
  ["1h1m1s1ms", 3_661_001],
])("the duration %s has %d milliseconds", (duration, expected) => {
  expect(durationMs(duration)).toBe(expected);
});
