import { readManifests, selectedDeployments } from "../../../components/proof/views";
import { formatProblem } from "../../../components/problems/problems";
import { goodManifests } from "../../support/fixture";

test("sorts manifests by kind and leaves none out", () => {
  const { set, problems } = readManifests(goodManifests());

  expect(problems).toEqual([]);
  const { deploymentsByLabel, ...byKind } = set;
  expect(deploymentsByLabel.get("switchyard.dev/model=alpha-7b")).toHaveLength(1);
  expect(Object.entries<readonly unknown[]>(byKind).map(([kind, { length }]) => [kind, length])).toEqual([
    ["all", 29],
    ["deployments", 4],
    ["services", 2],
    ["budgets", 1],
    ["networkPolicies", 4],
    ["configMaps", 5],
    ["gateways", 1],
    ["pools", 2],
    ["routes", 2],
    ["scaledObjects", 0],
    ["triggerAuthentications", 0],
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
  ["one pair", "demo", { "switchyard.dev/model": "alpha-7b" }, ["alpha-7b"]],
  [
    "two pairs, whichever comes first",
    "demo",
    { "app.kubernetes.io/component": "model-server", "switchyard.dev/model": "beta-2b" },
    ["beta-2b"],
  ],
  [
    "a pair that several have",
    "demo",
    { "app.kubernetes.io/component": "model-server" },
    ["alpha-7b", "beta-2b"],
  ],
  ["another value", "demo", { "switchyard.dev/model": "gamma" }, []],
  ["one right pair and one wrong", "demo", { "switchyard.dev/model": "alpha-7b", app: "x" }, []],
  ["another namespace", "other", { "switchyard.dev/model": "alpha-7b" }, []],
  ["no pair: every Deployment", "demo", {}, ["alpha-7b", "alpha-7b-epp", "beta-2b", "beta-2b-epp"]],
])("a selector of %s", (_, namespace, selector, expected) => {
  const { set } = readManifests(goodManifests());
  const names = selectedDeployments(set, namespace, selector).map(({ metadata }) => metadata.name);

  expect(names.sort()).toEqual(expected);
});
