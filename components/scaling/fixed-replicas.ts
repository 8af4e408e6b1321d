import type { k8s } from "cdk8s-plus-28";
import type { ModelServingSpec } from "../model/model-serving-props";
import { commonLabels } from "../objects/labels";
import { fixedReplicas } from "./resolve-scaling";

/** Key of the ConfigMap of {@link fixedReplicasConfigMap}. */
export const fixedReplicasKey = "replicas";

/** Name of that ConfigMap. */
export function fixedReplicasName({ name }: Pick<ModelServingSpec, "name">): string {
  return `${name}-fixed`;
}

/**
 * Props of the ConfigMap in which a scaler finds the replicas that a model keeps regardless of its requests: 0 while it scales.
 * Every model has one, for the update that turns its scaling off: the engine deletes last, so the scaler still watches while the model
 * comes up, and would remove the new replicas.
 */
export function fixedReplicasConfigMap(spec: ModelServingSpec): k8s.KubeConfigMapProps {
  const { name, namespace } = spec;
  return {
    metadata: { name: fixedReplicasName(spec), namespace, labels: commonLabels("fixed-replicas", name) },
    data: { [fixedReplicasKey]: String(fixedReplicas(spec)) },
  };
}
