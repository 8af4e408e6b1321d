import { secret } from "@pulumi/pulumi";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { KubernetesObject } from "../plan/deploy-plan.pulumi";
import { ownershipAnnotations } from "../plan/engine-annotations";
import { commonLabels } from "../objects/labels";
import type { ModelServingSpec } from "./model-serving-props";
import { secretReferences } from "./secret-references";

/**
 * The Secrets with a Hugging Face token that models refer to, one for each name, all with the same token. It is a secret
 * in the engine's state as well, and in no YAML that is written for GitOps.
 *
 * @param options the provider of the cluster, and what must exist first: the namespace.
 */
export function huggingFaceSecrets(
  models: readonly ModelServingSpec[],
  token: Output<string>,
  options: CustomResourceOptions,
): readonly KubernetesObject[] {
  return secretReferences(models).map(({ namespace, name, keys }) => {
    const stringData = Object.fromEntries(keys.map((key) => [key, secret(token)]));
    const labels = commonLabels("hugging-face-token", name);
    const metadata = { name, namespace, labels, annotations: { ...ownershipAnnotations } };
    const args = { apiVersion: "v1", kind: "Secret", metadata, stringData };
    return new KubernetesObject(`hugging-face-token/${name}`, args, options);
  });
}
