import type { Manifest } from "../../../../components/plan/manifest";
import { mergePatch } from "../../../../components/plan/merge-patch";
import { beta, planOf, problemsIn, scaled } from "../../../support/fixture";

const good = planOf(scaled, beta).map(({ manifest }) => manifest);

function changed(kind: string, name: string, patch: object): readonly Manifest[] {
  const isIt = (manifest: Manifest) => manifest.kind === kind && manifest.metadata.name === name;
  expect(good.filter(isIt)).toHaveLength(1);
  return good.map((manifest) => (isIt(manifest) ? mergePatch(manifest, patch) : manifest));
}

test("there is nothing to say about a model that scales beside one that does not", () => {
  expect(good.filter(({ kind }) => kind === "ScaledObject")).toHaveLength(1);
  expect(problemsIn(good)).toEqual([]);
});

test("what is scaled must be there", () => {
  const patch = { spec: { scaleTargetRef: { name: "gone" } } };

  expect(problemsIn(changed("ScaledObject", "alpha-7b", patch))).toEqual([
    'ScaledObject demo/alpha-7b spec.scaleTargetRef: must name a Deployment, got "gone"; create it, or name the model\'s [BrokenReference]',
  ]);
});

test("a Deployment of that name in another namespace is not it", () => {
  const moved = changed("ScaledObject", "alpha-7b", { metadata: { namespace: "other" } });

  expect(problemsIn(moved)).toEqual([
    'ScaledObject other/alpha-7b spec.scaleTargetRef: must name a Deployment, got "alpha-7b"; create it, or name the model\'s [BrokenReference]',
    'ScaledObject other/alpha-7b spec.triggers: must refer to a TriggerAuthentication of the same namespace, got "endpoint-picker-metrics"; ' +
      "create it; the chart of the gateway does, given scalerNamespace [BrokenReference]",
  ]);
});

test.each([0, 1, 3])("replicas, even %d, are the autoscaler's alone", (replicas) => {
  expect(problemsIn(changed("Deployment", "alpha-7b", { spec: { replicas } }))).toEqual([
    "Deployment demo/alpha-7b spec.replicas: must be left out with ScaledObject demo/alpha-7b, or every update undoes its choice, " +
      `got ${replicas}; remove it, or the ScaledObject [NotApplicable]`,
  ]);
});

test("what it shows to the picker must be there, and is missed once for all figures", () => {
  const withoutToken = good.filter(({ kind }) => kind !== "TriggerAuthentication");

  expect(problemsIn(withoutToken)).toEqual([
    'ScaledObject demo/alpha-7b spec.triggers: must refer to a TriggerAuthentication of the same namespace, got "endpoint-picker-metrics"; ' +
      "create it; the chart of the gateway does, given scalerNamespace [BrokenReference]",
  ]);
});

test("figures that anybody may read need nothing", () => {
  const patch = { spec: { triggers: [{ type: "cron" }] } };

  expect(problemsIn(changed("ScaledObject", "alpha-7b", patch))).toEqual([]);
});

test("a ScaledObject that scales nothing is incomplete", () => {
  const patch = { spec: { scaleTargetRef: null } };
  const [problem, ...others] = problemsIn(changed("ScaledObject", "alpha-7b", patch));

  expect(others).toEqual([]);
  expect(problem).toMatch(
    /^ScaledObject demo\/alpha-7b spec\.scaleTargetRef: must be complete, got .* \[InvalidObject\]$/,
  );
});
