import { Provider } from "@pulumi/kubernetes/provider";
import type { Input, Resource } from "@pulumi/pulumi";
import { InvalidArgs } from "../components/problems/problems";
import type { KubeconfigTarget } from "./stack-spec";

/** Access to the stack's cluster. */
export interface ClusterAccess {
  /** A kubeconfig, or the path of one. */
  readonly kubeconfig: Input<string>;
  /** `undefined` uses the kubeconfig's current context. */
  readonly context: string | undefined;
  /** Identifies the cluster: a different identity replaces every object. */
  readonly identity: Input<string>;
  /** Created before anything in the cluster, deleted after everything in it. */
  readonly dependsOn: readonly Resource[];
}

/**
 * The provider of the stack's cluster. Default providers are off, so that this is the only way to any cluster.
 * @param dependsOn what the provider waits for, where that is only known later.
 */
export function kubernetesProvider(
  access: ClusterAccess,
  dependsOn: Input<Resource[]> = [...access.dependsOn],
): Provider {
  const { kubeconfig, context, identity } = access;
  return new Provider(
    "cluster",
    {
      kubeconfig,
      ...(context === undefined ? {} : { context }),
      // The kubeconfig may be rewritten with other credentials: the same identity means the same cluster.
      clusterIdentifier: identity,
      enableServerSideApply: true,
      // BBR and the endpoint pickers find their ConfigMaps by name, so that these are edited, not replaced.
      enableConfigMapMutable: true,
    },
    { dependsOn },
  );
}

/**
 * Access to a cluster by kubeconfig.
 *
 * @param environment where `kubeconfigVariable` is looked up.
 * @throws InvalidArgs when its variable is not set.
 */
export function kubeconfigAccess(
  stack: string,
  target: KubeconfigTarget,
  environment: NodeJS.ProcessEnv,
): ClusterAccess {
  const kubeconfig = kubeconfigPath(stack, target, environment);
  return { kubeconfig, context: target.context, identity: stack, dependsOn: [] };
}

function kubeconfigPath(
  stack: string,
  { kubeconfig, kubeconfigVariable: variable }: KubeconfigTarget,
  environment: NodeJS.ProcessEnv,
): string {
  const subject = `configuration of stack "${stack}"`;
  if (kubeconfig !== undefined) return kubeconfig;
  if (variable === undefined)
    throw new InvalidArgs(subject, [
      {
        code: "MissingKey",
        path: "cluster.kubeconfig",
        rule: "must name the file that contains the context",
        got: "nothing",
        fix: "set it, or `kubeconfigVariable`",
      },
    ]);
  const file = environment[variable];
  if (file === undefined || file === "")
    throw new InvalidArgs(subject, [
      {
        code: "MissingEnvironment",
        path: "cluster.kubeconfigVariable",
        rule: `must name a variable that holds the kubeconfig's path`,
        got: `${variable}, which is not set`,
        fix: 'run `eval "$(npm run --silent local -- env)"` for the laptop cluster, or set it',
      },
    ]);
  return file;
}
