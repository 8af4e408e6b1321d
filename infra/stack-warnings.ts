import { modelWarnings } from "../components/serving/model-warnings";
import { secretReferences } from "../components/serving/secret-references";
import type { StackSpec } from "./stack-spec";

/** What a user should know before a stack comes up, though it is no mistake. */
export function stackWarnings(spec: StackSpec): readonly string[] {
  return [...spec.models.flatMap(modelWarnings), ...missingSecrets(spec)];
}

function missingSecrets({ models, target, ownsHuggingFaceToken }: StackSpec): readonly string[] {
  const secrets = secretReferences(models).map(({ name }) => name);
  if (target.kind !== "new" || ownsHuggingFaceToken || secrets.length === 0) return [];
  return [
    `nothing makes the Secret ${secrets.join(", ")} that models refer to, and they wait for it: run ` +
      "`pulumi config set --secret switchyard:huggingFaceToken`, or make it while the update goes on",
  ];
}
