import type { V1NodeSelectorRequirement, V1NodeSelectorTerm, V1Pod } from "@kubernetes/client-node";

type Labels = Readonly<Record<string, string>>;

/** Whether a pod's required node affinity matches a node's labels: all requirements of one term must hold. */
export function affinityAllows(pod: V1Pod, labels: Labels): boolean {
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => termAllows(term, labels));
}

/** An empty term matches nothing. Node fields are not simulated: terms with them match nothing either. */
function termAllows(
  { matchExpressions = [], matchFields = [] }: V1NodeSelectorTerm,
  labels: Labels,
): boolean {
  if (matchExpressions.length === 0 || matchFields.length > 0) return false;
  return matchExpressions.every((expression) => isTrue(expression, labels));
}

/** The scheduler's rules for a requirement's operators; an unknown operator matches no node. */
function isTrue({ key, operator, values = [] }: V1NodeSelectorRequirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return Number(value) > Number(values[0]);
    case "Lt":
      return Number(value) < Number(values[0]);
    default:
      return false;
  }
}
