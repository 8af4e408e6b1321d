import type { ModelServingSpec } from "./model-serving-props";

/** A Secret that models refer to. */
export interface SecretReference {
  readonly namespace: string;
  readonly name: string;
  /** All keys that models refer to. */
  readonly keys: readonly string[];
}

/** The Secrets that models refer to, without duplicates, in the order of the models. */
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
