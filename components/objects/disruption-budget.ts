import { k8s } from "cdk8s-plus-28";
import { commonLabels } from "./labels";

/** Pods that must not all be evicted at once. */
export interface BudgetedPods {
  readonly name: string;
  readonly namespace: string;
  /** Name of the model that they belong to. @default - none: they belong to the gateway */
  readonly instance?: string;
  /** Labels that select them. */
  readonly pods: Readonly<Record<string, string>>;
}

/**
 * Props of a budget that lets pods be evicted one at a time: a node upgrade waits until the moved pod is ready
 * again, instead of draining the next node as soon as the pod is gone.
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
      // A pod that is not ready serves no requests, so nothing is lost by evicting it.
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    },
  };
}
