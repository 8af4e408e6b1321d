import { secretReferences } from "switchyard/charts";
import type { SecretReference } from "switchyard/charts";
import type { StackSpec } from "switchyard/stack";

/** The Secrets that a stack's models refer to and that the stack does not make itself. */
export function placeholderSecrets({
  models,
  ownsHuggingFaceToken,
}: Pick<StackSpec, "models" | "ownsHuggingFaceToken">): readonly SecretReference[] {
  return ownsHuggingFaceToken ? [] : secretReferences(models);
}

/** A note to the user about them. */
export function secretsNote(secrets: readonly SecretReference[]): string {
  const names = secrets.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  return `created ${names} with the value "simulated"; on a real cluster, you provide it`;
}
