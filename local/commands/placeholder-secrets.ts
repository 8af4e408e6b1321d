import type { StackSpec } from "../../infra/stack-spec";

/** A Secret that a model refers to. */
export interface PlaceholderSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly string[];
}

/** The Secrets that a stack's models refer to and that the stack does not make itself, each once with all its keys. */
export function placeholderSecrets({
  models,
  ownsHuggingFaceToken,
}: Pick<StackSpec, "models" | "ownsHuggingFaceToken">): readonly PlaceholderSecret[] {
  if (ownsHuggingFaceToken) return [];
  const references = models.flatMap(({ namespace, huggingFaceToken }) =>
    huggingFaceToken === undefined
      ? []
      : [{ namespace, name: huggingFaceToken.secretName, key: huggingFaceToken.key }],
  );
  const names = [...new Set(references.map(({ name }) => name))];
  return names.map((name) => {
    const ofName = references.filter((reference) => reference.name === name);
    const [first] = ofName;
    return { namespace: first?.namespace ?? "", name, keys: [...new Set(ofName.map(({ key }) => key))] };
  });
}

/** What the user is told of them. */
export function secretsNote(secrets: readonly PlaceholderSecret[]): string {
  const names = secrets.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  return `made ${names} with the value "simulated", which a real cluster needs from you`;
}
