import { k8s } from "cdk8s-plus-28";
import { commonLabels } from "./labels";

/** Pods that should not all go at once. */
export interface BudgetedPods {
  readonly name: string;
  readonly namespace: string;
  /** Name of the model that they belong to. @default - none: they belong to the gateway */
  readonly instance?: string;
  /** Labels that select them. */
  readonly pods: Readonly<Record<string, string>>;
}

/**
 * Props of a budget that lets pods be evicted one at a time: an upgrade of the nodes waits until the one that it moved is
 * ready again, where it would otherwise take the next node as soon as the pod is gone.
 */
export function disruptionBudget({
  name,
  namespace,
  instance,
  pods,
}: BudgetedPods): k8s.KubePodDisruptionBudgetProps {
  return {
    metadata: { name, namespace, labels: commonLabels("disruption-budget", instance) },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: pods },
      // A pod that is not ready serves nobody, so that nothing is lost by moving it.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
