import { JsonPatch } from "cdk8s";
import { mergePatch } from "../../../components/plan/merge-patch";
import { broken, patched, planOf, problemsIn, scaled, without } from "../../support/fixture";

const fix = "change neither of them; the model's `replicas` decides [BrokenReference]";
const path = "ConfigMap demo/alpha-7b-fixed data.replicas";
const rule = 'must be "1", the replicas of Deployment demo/alpha-7b';

test.each([
  [JsonPatch.replace("/data/replicas", "3"), '"3"'],
  [JsonPatch.remove("/data/replicas"), "nothing"],
])("another value is refused: %#", (operation, got) => {
  expect(problemsIn(patched("ConfigMap demo/alpha-7b-fixed", operation))).toEqual([
    `${path}: ${rule}, got ${got}; ${fix}`,
  ]);
});

test("another number of replicas is refused", () => {
  expect(problemsIn(broken("Deployment demo/alpha-7b", { spec: { replicas: 3 } }))).toEqual([
    `${path}: must be "3", the replicas of Deployment demo/alpha-7b, got "1"; ${fix}`,
  ]);
});

test("a Deployment without replicas or without its ConfigMap is not compared", () => {
  expect(problemsIn(patched("Deployment demo/alpha-7b", JsonPatch.remove("/spec/replicas")))).toEqual([]);
  expect(problemsIn(without("ConfigMap demo/alpha-7b-fixed"))).toEqual([]);
});

test("of a model that scales no replicas stay", () => {
  const manifests = planOf(scaled).map(({ manifest }) =>
    manifest.metadata.name === "alpha-7b-fixed"
      ? mergePatch(manifest, { data: { replicas: "1" } })
      : manifest,
  );

  expect(problemsIn(planOf(scaled).map(({ manifest }) => manifest))).toEqual([]);
  expect(problemsIn(manifests)).toEqual([
    `${path}: must be "0", because Deployment demo/alpha-7b scales, got "1"; ${fix}`,
  ]);
});
