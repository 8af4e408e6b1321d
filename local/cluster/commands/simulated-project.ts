import { z } from "zod";
import { readConfigSection } from "switchyard/stack";
import type { LoadedStack } from "switchyard/stack";
import { kubeconfigVariable } from "../pulumi/environment";
import { UserError } from "@switchyard/process/user-error";

/** A name that cannot be mistaken for a real Google Cloud project. */
const defaultProject = "switchyard-simulated";

const projectKey = z.object({ "gcp:project": z.string().optional() });

/**
 * The project of the simulated Google Cloud that a stack needs, or undefined if it needs none.
 * @throws UserError when the stack targets an existing cluster: `npm start` must not touch it.
 */
export function simulatedProject({ spec }: LoadedStack, projectDir: string): string | undefined {
  const { stack, target } = spec;
  if (target.kind === "new") return projectOfStack(stack, projectDir) ?? defaultProject;
  const isLaptop = target.kind === "kubeconfig" && target.kubeconfigVariable === kubeconfigVariable;
  if (isLaptop && target.kubeconfig === undefined) return undefined;
  throw new UserError(
    `stack ${stack} targets an existing cluster, and \`npm start\` deploys only to this machine; ` +
      `deploy it with \`pulumi up --stack ${stack}\`, or remove that cluster from Pulumi.${stack}.yaml`,
  );
}

/** The stack's own project takes precedence, so it has to exist in the simulation. */
function projectOfStack(stack: string, projectDir: string): string | undefined {
  return projectKey.safeParse(readConfigSection(stack, projectDir)).data?.["gcp:project"];
}
