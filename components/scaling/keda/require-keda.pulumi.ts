import { RunError, log, output } from "@pulumi/pulumi";
import type { Input, Resource } from "@pulumi/pulumi";
import { checkKeda } from "./check-keda";
import type { KedaFacts } from "./check-keda";
import { InvalidArgs } from "../../problems/problems";
import { kedaVariable } from "./keda-props";
import type { KedaSpec } from "./keda-props";
import { readKeda } from "./read-keda.pulumi";
import type { KnownAccess } from "./read-keda.pulumi";

/** The fields of a stack that determine what it needs from its cluster. */
interface KedaStack {
  readonly stack: string;
  /** `undefined` if no model scales. */
  readonly keda: KedaSpec | undefined;
  readonly gateway: { readonly namespace: string };
}

/** How the cluster is reached, parts of which may not be known before it exists. */
interface PlannedAccess {
  readonly kubeconfig: Input<string>;
  /** `undefined` uses the kubeconfig's current context. */
  readonly context: string | undefined;
  readonly dependsOn: readonly Resource[];
  /** Whether the environment says that KEDA was installed outside this stack. */
  readonly externalKeda?: boolean;
}

/**
 * The dependencies of a cluster's provider, which resolve only once the cluster is known to have the KEDA that the stack expects.
 * So nothing in the cluster is touched before, not even in a preview. A cluster that a preview would create is not checked.
 */
export function dependenciesAfterKedaCheck(
  stack: KedaStack,
  { kubeconfig, context, dependsOn, externalKeda = false }: PlannedAccess,
): Input<Resource[]> {
  if (stack.keda === undefined) return [...dependsOn];
  return output(kubeconfig).apply(async (known) => {
    await requireKeda(stack, { kubeconfig: known, context }, externalKeda);
    return [...dependsOn];
  });
}

/**
 * Checks that a cluster has the KEDA that a stack expects.
 * @param externalKeda whether the environment sets this, and not the stack.
 * @throws RunError if it does not: the engine prints only its message.
 */
export async function requireKeda(
  { stack, keda, gateway }: KedaStack,
  access: KnownAccess,
  externalKeda = false,
): Promise<void> {
  const facts = await readIfPossible(access);
  if (keda === undefined || facts === undefined) return;
  const problems = checkKeda(facts, keda, gateway.namespace);
  const reason = externalKeda ? `, which ${kedaVariable}=external says has KEDA` : "";
  if (problems.length > 0)
    throw new RunError(new InvalidArgs(`cluster of stack "${stack}"${reason}`, problems).message);
}

/**
 * An unreachable cluster is not reported here: the provider finds out next, supports more ways to reach a cluster than
 * this client, and has its own message.
 */
async function readIfPossible(access: KnownAccess): Promise<KedaFacts | undefined> {
  try {
    return await readKeda(access);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await log.warn(`could not check whether the cluster has KEDA: ${reason}`);
    return undefined;
  }
}
