import { RunError, log, output } from "@pulumi/pulumi";
import type { Input, Resource } from "@pulumi/pulumi";
import { checkKeda } from "./check-keda";
import type { KedaFacts } from "./check-keda";
import { InvalidArgs } from "../../problems/problems";
import { kedaVariable } from "./keda-props";
import type { KedaSpec } from "./keda-props";
import { readKeda } from "./read-keda.pulumi";
import type { KnownAccess } from "./read-keda.pulumi";

/** As much of a stack as what it needs of its cluster follows from. */
interface KedaStack {
  readonly stack: string;
  /** `undefined` where no model scales. */
  readonly keda: KedaSpec | undefined;
  readonly gateway: { readonly namespace: string };
}

/** How the cluster is reached, parts of which may not be known before it exists. */
interface PlannedAccess {
  readonly kubeconfig: Input<string>;
  /** `undefined` takes the kubeconfig's own. */
  readonly context: string | undefined;
  readonly dependsOn: readonly Resource[];
  /** Whether the environment says that KEDA is installed outside of this program. */
  readonly externalKeda?: boolean;
}

/**
 * What the provider of a cluster depends on, handed over only when the cluster has the KEDA that the stack says it has. So
 * nothing in the cluster is touched before, in a preview neither. Of a cluster that a preview would make nothing is known.
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
 * Looks whether a cluster has the KEDA that a stack says it has.
 * @param externalKeda whether the environment says so, and not the stack.
 * @throws RunError where it has not: the engine prints its message alone.
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
 * Whether the cluster answers is not for this check to say: the provider finds out next, knows more ways to a cluster than
 * the client that is used here, and has a message for it.
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
