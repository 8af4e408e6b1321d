import { readManifests, selects } from "../../../components/checks/views";
import { formatProblem } from "../../../components/problems";
import { goodManifests } from "../../support/fixture";

test("sorts manifests by kind and leaves none out", () => {
  const { set, problems } = readManifests(goodManifests());

  expect(problems).toEqual([]);
  expect(Object.entries<readonly unknown[]>({ ...set }).map(([kind, { length }]) => [kind, length])).toEqual([
    ["all", 27],
    ["deployments", 4],
    ["services", 2],
    ["configMaps", 3],
    ["gateways", 1],
    ["pools", 2],
    ["routes", 2],
    ["healthPolicies", 2],
    ["backendPolicies", 2],
  ]);
});

test("reports an object without what its kind must have, and leaves it out", () => {
  const pool = {
    apiVersion: "inference.networking.k8s.io/v1",
    kind: "InferencePool",
    metadata: { name: "phi", namespace: "demo" },
    spec: { selector: { matchLabels: {} }, targetPorts: [{ number: 8000 }] },
  };
  const { set, problems } = readManifests([pool]);

  expect(set.pools).toEqual([]);
  expect(problems.map(formatProblem)).toEqual([
    "InferencePool demo/phi spec.endpointPickerRef: must be complete, " +
      "got Invalid input: expected object, received undefined; add what is missing [InvalidObject]",
  ]);
});

test("a kind that no check knows is nobody's problem", () => {
  const manifest = { apiVersion: "v1", kind: "Secret", metadata: { name: "hf" } };

  expect(readManifests([manifest]).problems).toEqual([]);
});

test.each([
  ["all pairs", { a: "1" }, { a: "1", b: "2" }, true],
  ["another value", { a: "1" }, { a: "2" }, false],
  ["a missing key", { a: "1", c: "3" }, { a: "1" }, false],
])("a selector and %s", (_, selector, labels, expected) => {
  expect(selects(selector, labels)).toBe(expected);
});
