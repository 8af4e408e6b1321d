import { secret } from "@pulumi/pulumi";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { KubernetesObject } from "../plan/deploy-plan";
import { ownershipAnnotations } from "../plan/engine-annotations";
import { commonLabels } from "../serving/labels";
import type { ModelServingSpec } from "../serving/model-serving-props";

/**
 * The Secrets with a Hugging Face token that models refer to, one for each name, all with the same token. It is a secret
 * in the engine's state as well, and in no YAML that is written for GitOps.
 *
 * @param options the provider of the cluster, and what must be there first: the namespace.
 */
export function huggingFaceSecrets(
  models: readonly ModelServingSpec[],
  token: Output<string>,
  options: CustomResourceOptions,
): readonly KubernetesObject[] {
  return [...keysBySecret(models)].map(([id, { namespace, name, keys }]) => {
    const stringData = Object.fromEntries([...keys].map((key) => [key, secret(token)]));
    const labels = commonLabels("hugging-face-token", name);
    const metadata = { name, namespace, labels, annotations: { ...ownershipAnnotations } };
    return new KubernetesObject(id, { apiVersion: "v1", kind: "Secret", metadata, stringData }, options);
  });
}

interface SecretKeys {
  readonly namespace: string;
  readonly name: string;
  readonly keys: Set<string>;
}

function keysBySecret(models: readonly ModelServingSpec[]): ReadonlyMap<string, SecretKeys> {
  const found = new Map<string, SecretKeys>();
  for (const { namespace, huggingFaceToken } of models) {
    if (huggingFaceToken === undefined) continue;
    const { secretName: name, key } = huggingFaceToken;
    const id = `hugging-face-token/${name}`;
    const known = found.get(id) ?? { namespace, name, keys: new Set<string>() };
    known.keys.add(key);
    found.set(id, known);
  }
  return found;
}
