import type { k8s } from "cdk8s-plus-28";
import { commonLabels } from "../objects/labels";
import { fixedReplicas } from "./resolve-scaling";
import type { ScalableModel } from "./resolve-scaling";

/** Name of the ConfigMap of {@link fixedReplicasConfigMap}. */
export const fixedReplicasName = "fixed-replicas";

/** Replicas of models by object name: 0 for one whose replicas follow its requests. */
export type FixedReplicas = Readonly<Record<string, number>>;

/** Fixed replicas of each model. */
export function fixedReplicasByName(
  models: readonly (ScalableModel & { readonly name: string })[],
): FixedReplicas {
  return Object.fromEntries(models.map((model) => [model.name, fixedReplicas(model)]));
}

/**
 * Props of the ConfigMap in which a scaler finds the replicas that a model keeps regardless of its requests. It exists for the
 * update that turns scaling off: the engine deletes last, so the scaler still watches while the model comes up, and would
 * remove the new replicas.
 */
export function fixedReplicasConfigMap(namespace: string, replicas: FixedReplicas): k8s.KubeConfigMapProps {
  return {
    metadata: { name: fixedReplicasName, namespace, labels: commonLabels("fixed-replicas") },
    data: Object.fromEntries(Object.entries(replicas).map(([name, count]) => [name, String(count)])),
  };
}
