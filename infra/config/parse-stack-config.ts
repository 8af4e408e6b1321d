import { mapping } from "../../components/keys/mapping";
import { asWritten } from "../../components/keys/props";
import { InvalidArgs } from "../../components/problems/problems";
import type { Problem } from "../../components/problems/problems";
import { isSecretName } from "../../components/vllm/secret-names";
import type { ProviderName } from "../../components/gateway/provider-names";
import { checkConfigEntries } from "./check-config-entries";
import { stackConfigSchema } from "./stack-config";
import type { StackConfig } from "./stack-config";

/**
 * Checks a stack's keys under `switchyard:`.
 * @param stack name of the stack, for the message.
 * @param gatewayProvider the kind of gateway, if it is not the stack's.
 * @throws InvalidArgs with all problems at once.
 */
export function parseStackConfig(stack: string, value: unknown, gatewayProvider?: ProviderName): StackConfig {
  const subject = `configuration of stack "${stack}"`;
  const written = asWritten(stackConfigSchema, mapping(value, subject, "switchyard"));
  const between = checkConfigEntries(value, gatewayProvider);
  const problems = [
    ...written.problems.filter((problem) => !isUnused(problem, between)).map(withoutSecrets),
    ...between,
  ];
  if (written.value === undefined || problems.length > 0) throw new InvalidArgs(subject, problems);
  return written.value;
}

/** Whether a value is inside one that has to be removed anyway, so that correcting it is pointless. */
function isUnused({ path }: Problem, others: readonly Problem[]): boolean {
  return others.some(
    (other) => other.code === "NotApplicable" && (path === other.path || path.startsWith(`${other.path}.`)),
  );
}

/** A token or a key that somebody wrote in plain text must not be repeated in a log. */
function withoutSecrets(problem: Problem): Problem {
  const variable = /^models\[\d+\]\.env\.(.*)$/.exec(problem.path)?.[1];
  if (variable !== undefined && isSecretName(variable)) return { ...problem, got: "a value of another type" };
  if (problem.path !== "huggingFaceToken") return problem;
  return {
    code: "InvalidValue",
    path: problem.path,
    rule: "must be encrypted",
    got: "an unencrypted value",
    fix: "run `pulumi config set --secret switchyard:huggingFaceToken`, and revoke a token that others may have seen",
  };
}
