import { JsonPatch } from "cdk8s";
import type { Manifest } from "../../../components/plan/manifest";
import { broken, goodManifests, patched, problemsIn } from "../../support/fixture";

const server = "Deployment demo/alpha-7b";
const budgetProblem = (name: string, model: string, got: string) =>
  `PodDisruptionBudget demo/${name} spec.selector: must select the pods of Deployment demo/${model}, and no others, ` +
  `got ${got}; give these pods the labels that it selects, and no others [BrokenReference]`;

function budget(name: string, instance: string | undefined, selector: object | undefined): Manifest {
  const owned = instance === undefined ? {} : { "app.kubernetes.io/instance": instance };
  const labels = { ...owned, "app.kubernetes.io/part-of": "switchyard" };
  const metadata = { name, namespace: "demo", labels };
  return { apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata, spec: { selector } };
}

describe("a Deployment selects", () => {
  test("its own pods", () => {
    const labels = { "switchyard.dev/model": "other" };

    expect(problemsIn(broken(server, { spec: { selector: { matchLabels: labels } } }))).toEqual([
      `${server} spec.selector: must match the labels of its pods, got {"switchyard.dev/model":"other"} for pods with ` +
        '{"app.kubernetes.io/component":"model-server","app.kubernetes.io/instance":"a...; ' +
        "leave both as they were; the pods may have further labels [BrokenReference]",
    ]);
  });

  test("no others", () => {
    const selector = { matchLabels: { "app.kubernetes.io/part-of": "switchyard" } };

    expect(problemsIn(patched(server, JsonPatch.replace("/spec/selector", selector)))).toEqual([
      `${server} spec.selector: must match only its own pods, ` +
        "got Deployment demo/alpha-7b-epp, Deployment demo/beta-2b, Deployment demo/beta-2b-epp; " +
        "select them by a label that no other pod has [BrokenReference]",
    ]);
  });

  test("by expressions, which are not evaluated", () => {
    const matchExpressions = [{ key: "switchyard.dev/model", operator: "In", values: ["alpha-7b"] }];
    const selector = { matchLabels: { "app.kubernetes.io/part-of": "switchyard" }, matchExpressions };

    expect(problemsIn(patched(server, JsonPatch.replace("/spec/selector", selector)))).toEqual([]);
  });
});

describe("the budget of a model selects", () => {
  const alpha = { "switchyard.dev/model": "alpha-7b" };

  test("the model's pods", () => {
    expect(problemsIn([...goodManifests(), budget("alpha-7b", "alpha-7b", { matchLabels: alpha })])).toEqual(
      [],
    );
  });

  test.each([
    [undefined, "none"],
    [{}, "none"],
    [{ matchLabels: { "switchyard.dev/model": "other" } }, "none"],
    [{ matchLabels: { "switchyard.dev/model": "beta-2b" } }, "beta-2b"],
    [{ matchLabels: { "app.kubernetes.io/component": "model-server" } }, "alpha-7b, beta-2b"],
  ])("no others: %j", (selector, got) => {
    expect(problemsIn([...goodManifests(), budget("alpha-7b", "alpha-7b", selector)])).toEqual([
      budgetProblem("alpha-7b", "alpha-7b", got),
    ]);
  });

  test("alone, because the API server evicts no pod with two budgets", () => {
    const everyServer = { matchLabels: { "app.kubernetes.io/component": "model-server" } };
    const manifests = [
      ...goodManifests(),
      budget("alpha-7b", "alpha-7b", { matchLabels: alpha }),
      budget("other", undefined, everyServer),
    ];

    expect(problemsIn(manifests)).toEqual([
      `${server}: must be in one PodDisruptionBudget, or none of its pods can be evicted, got alpha-7b, other; ` +
        "make the selectors differ [BrokenReference]",
    ]);
  });
});
