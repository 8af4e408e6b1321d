import type { ModelServingSpec } from "./model-serving-props";

/** A Secret that models refer to. */
export interface SecretReference {
  readonly namespace: string;
  readonly name: string;
  /** All that are asked for. */
  readonly keys: readonly string[];
}

/** The Secrets that models refer to, each once, in the order in which the models name them. */
export function secretReferences(
  models: readonly Pick<ModelServingSpec, "namespace" | "huggingFaceToken">[],
): readonly SecretReference[] {
  const found = new Map<string, SecretReference>();
  for (const { namespace, huggingFaceToken } of models) {
    if (huggingFaceToken === undefined) continue;
    const { secretName: name, key } = huggingFaceToken;
    const id = `${namespace}/${name}`;
    const keys = new Set(found.get(id)?.keys).add(key);
    found.set(id, { namespace, name, keys: [...keys] });
  }
  return [...found.values()];
}
