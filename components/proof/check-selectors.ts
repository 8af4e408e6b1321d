import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import { selectedDeployments } from "./views";
import type { Deployment, DisruptionBudget, ManifestSet } from "./views";

/** Whether a Deployment selects its own pods alone, and a disruption budget those that it is for. */
export function checkSelectors(set: ManifestSet): readonly Problem[] {
  return [
    ...set.deployments.flatMap((deployment) => checkOwnPods(set, deployment)),
    ...set.budgets.flatMap((budget) => checkBudget(set, budget)),
    ...checkSharedPods(set),
  ];
}

/**
 * A Deployment that does not select its own pods is refused by the API server (kubernetes/kubernetes,
 * pkg/apis/apps/validation/validation.go, ValidateDeploymentSpec).
 */
function checkOwnPods(set: ManifestSet, deployment: Deployment): readonly Problem[] {
  const { metadata, spec } = deployment;
  const { matchLabels, matchExpressions } = spec.selector;
  const path = `${describeManifest(deployment)} spec.selector`;
  const labels = spec.template.metadata.labels;
  if (!Object.entries(matchLabels).every(([key, value]) => labels[key] === value)) {
    const got = `${quote(matchLabels)} for pods with ${quote(labels)}`;
    return [
      brokenReference(
        path,
        "must match the labels of its pods",
        got,
        "leave both as they were; the pods may have further labels",
      ),
    ];
  }
  // What expressions select is not known here.
  if (matchExpressions.length > 0) return [];
  const others = selectedDeployments(set, metadata.namespace, matchLabels).filter(
    (one) => one !== deployment,
  );
  if (others.length === 0) return [];
  return [
    brokenReference(
      path,
      "must match only its own pods",
      others.map(describeManifest).join(", "),
      "select them by a label that no other pod has",
    ),
  ];
}

/** The budget of a model or of its pickers has their name; one of other pods, such as those of a Helm chart, need not. */
function checkBudget(set: ManifestSet, budget: DisruptionBudget): readonly Problem[] {
  const { namespace, name, labels } = budget.metadata;
  const isOfModel = labels["app.kubernetes.io/instance"] !== undefined;
  if (labels["app.kubernetes.io/part-of"] !== "switchyard" || !isOfModel) return [];
  const selected = budgeted(set, budget).map(({ metadata }) => metadata.name);
  if (selected.length === 1 && selected[0] === name) return [];
  return [
    brokenReference(
      `${describeManifest(budget)} spec.selector`,
      `must select the pods of Deployment ${namespace}/${name}, and no others`,
      selected.join(", ") || "none",
      "give these pods the labels that it selects, and no others",
    ),
  ];
}

/** The API server evicts no pod with two budgets (kubernetes/kubernetes, pkg/registry/core/pod/storage/eviction.go). */
function checkSharedPods(set: ManifestSet): readonly Problem[] {
  const budgetsOf = new Map<Deployment, readonly string[]>();
  for (const budget of set.budgets)
    for (const deployment of budgeted(set, budget))
      budgetsOf.set(deployment, [...(budgetsOf.get(deployment) ?? []), budget.metadata.name]);
  return [...budgetsOf]
    .filter(([, budgets]) => budgets.length > 1)
    .map(([deployment, budgets]) =>
      brokenReference(
        describeManifest(deployment),
        "must be in one PodDisruptionBudget, or none of its pods can be evicted",
        budgets.join(", "),
        "make the selectors differ",
      ),
    );
}

/** An empty selector selects no pod to be evicted, as in eviction.go. */
function budgeted(set: ManifestSet, { metadata, spec }: DisruptionBudget): readonly Deployment[] {
  const { matchLabels, matchExpressions } = spec.selector;
  if (Object.keys(matchLabels).length === 0 || matchExpressions.length > 0) return [];
  return selectedDeployments(set, metadata.namespace, matchLabels);
}
