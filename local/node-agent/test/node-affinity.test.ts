import type { V1NodeSelectorTerm, V1Pod } from "@kubernetes/client-node";
import { affinityAllows } from "../node-affinity";

const labels = { zone: "a", size: "8" };

function withTerms(...nodeSelectorTerms: V1NodeSelectorTerm[]): V1Pod {
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
  return { spec: { containers: [], affinity: { nodeAffinity } } };
}

test.each([
  [{ key: "zone", operator: "In", values: ["b", "a"] }, true],
  [{ key: "zone", operator: "In", values: ["b"] }, false],
  [{ key: "rack", operator: "In", values: ["a"] }, false],
  [{ key: "zone", operator: "NotIn", values: ["b"] }, true],
  [{ key: "zone", operator: "NotIn", values: ["a"] }, false],
  [{ key: "rack", operator: "NotIn", values: ["a"] }, true],
  [{ key: "zone", operator: "Exists" }, true],
  [{ key: "rack", operator: "Exists" }, false],
  [{ key: "rack", operator: "DoesNotExist" }, true],
  [{ key: "zone", operator: "DoesNotExist" }, false],
  [{ key: "size", operator: "Gt", values: ["7"] }, true],
  [{ key: "size", operator: "Gt", values: ["8"] }, false],
  [{ key: "size", operator: "Lt", values: ["9"] }, true],
  [{ key: "rack", operator: "Lt", values: ["9"] }, false],
  [{ key: "zone", operator: "In" }, false],
  [{ key: "zone", operator: "Like", values: ["a"] }, false],
])("%j: %s", (expression, expected) => {
  expect(affinityAllows(withTerms({ matchExpressions: [expression] }), labels)).toBe(expected);
});

test("a pod without affinity may go anywhere", () => {
  expect(affinityAllows({ spec: { containers: [] } }, labels)).toBe(true);
  expect(affinityAllows({}, {})).toBe(true);
});

test("all of one term must be true, and one term is enough", () => {
  const right = { key: "zone", operator: "Exists" };
  const wrong = { key: "rack", operator: "Exists" };

  expect(affinityAllows(withTerms({ matchExpressions: [right, wrong] }), labels)).toBe(false);
  expect(
    affinityAllows(withTerms({ matchExpressions: [wrong] }, { matchExpressions: [right] }), labels),
  ).toBe(true);
});

test("a term without expressions matches no node, nor does one about a node's fields", () => {
  const field = { key: "metadata.name", operator: "In", values: ["n"] };

  expect(affinityAllows(withTerms({}), labels)).toBe(false);
  expect(affinityAllows(withTerms(), labels)).toBe(false);
  expect(
    affinityAllows(
      withTerms({ matchFields: [field], matchExpressions: [{ key: "zone", operator: "Exists" }] }),
      labels,
    ),
  ).toBe(false);
});
