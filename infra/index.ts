import { Config, RunError, getStack, log, runtime } from "@pulumi/pulumi";
import type { Output } from "@pulumi/pulumi";
import { checkProject, projectOf } from "../components/gke/cluster/project";
import { InvalidArgs } from "../components/problems/problems";
import { dependenciesAfterKedaCheck } from "../components/scaling/keda/require-keda.pulumi";
import { deployStack } from "./deploy-stack";
import { gkeAccess } from "./gke-access";
import type { GkeAccess } from "./gke-access";
import { kubeconfigAccess, kubernetesProvider } from "./kubernetes-provider";
import type { ClusterAccess } from "./kubernetes-provider";
import { checkStackConfig } from "./load-stack";
import { missingCharts, readProgramEnvironment } from "./program-environment";
import { fromEngine } from "./stack-file";
import { stackCapacity } from "./stack-capacity";
import { platformOutputs } from "./stack-outputs";
import type { StackSpec } from "./stack-spec";
import { stackWarnings } from "./stack-warnings";

/**
 * The program as the engine runs it: the stack of its configuration becomes resources. It is a function, and not the
 * module itself, because the engine stores each resource's call stack: loading the module would be half of it.
 * @returns the stack's outputs.
 * @throws RunError for a user's mistake: of that the engine prints only the message, of any other error the call stack.
 */
export function program(): object {
  try {
    return deploy();
  } catch (error) {
    if (error instanceof InvalidArgs) throw new RunError(error.message);
    throw error;
  }
}

function deploy(): object {
  const config = runtime.allConfig();
  const project = projectOf(config["gcp:project"], process.env);
  const { chartFolders, externalKeda, gatewayProvider, problems } = readProgramEnvironment(process.env);
  const loaded = checkStackConfig(getStack(), fromEngine(config, process.env), {
    alsoCheck: ({ target }) => [...problems, ...(target.kind === "kubeconfig" ? [] : checkProject(project))],
    externalKeda,
    gatewayProvider,
  });
  const { spec } = loaded;
  for (const warning of [...stackWarnings(spec), ...missingCharts(loaded.plan, process.env, chartFolders)])
    void log.warn(warning);
  const access = accessTo(spec, project ?? "");
  const serving = deployStack(loaded, {
    provider: kubernetesProvider(access, dependenciesAfterKedaCheck(spec, { ...access, externalKeda })),
    chartFolders,
    huggingFaceToken: encryptedToken(spec),
  });
  return {
    ...serving,
    capacity: stackCapacity(spec),
    ...(access.platform && platformOutputs(loaded, access.platform)),
  };
}

function accessTo({ stack, target }: StackSpec, project: string): ClusterAccess & Partial<GkeAccess> {
  return target.kind === "kubeconfig"
    ? kubeconfigAccess(stack, target, process.env)
    : gkeAccess(stack, target, project);
}

function encryptedToken({ ownsHuggingFaceToken }: StackSpec): Output<string> | undefined {
  return ownsHuggingFaceToken ? new Config("switchyard").requireSecret("huggingFaceToken") : undefined;
}
