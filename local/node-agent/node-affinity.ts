import type { V1NodeSelectorRequirement, V1NodeSelectorTerm, V1Pod } from "@kubernetes/client-node";

type Labels = Readonly<Record<string, string>>;

/** Whether a pod's required node affinity lets it onto a node with these labels: all of one term must be true. */
export function affinityAllows(pod: V1Pod, labels: Labels): boolean {
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required === undefined || required.nodeSelectorTerms.some((term) => termAllows(term, labels));
}

/** A term that says nothing matches nothing. Fields of a node are not played: such a term matches nothing either. */
function termAllows(
  { matchExpressions = [], matchFields = [] }: V1NodeSelectorTerm,
  labels: Labels,
): boolean {
  if (matchExpressions.length === 0 || matchFields.length > 0) return false;
  return matchExpressions.every((expression) => isTrue(expression, labels));
}

/** The scheduler's rules for the operators of a requirement; what it does not know is true of no node. */
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
