import { Provider } from "@pulumi/kubernetes/provider";
import { InvalidArgs } from "../components/problems";
import type { StackSpec } from "./stack-spec";

/**
 * The provider of the stack's cluster. Default providers are off, so that this is the only way to any cluster.
 *
 * @param environment where `kubeconfigVariable` is looked up.
 * @throws InvalidArgs when the stack has no cluster yet, or when its variable is not set.
 */
export function clusterProvider(spec: StackSpec, environment: NodeJS.ProcessEnv): Provider {
  const context = spec.cluster?.context;
  return new Provider("cluster", {
    kubeconfig: kubeconfigPath(spec, environment),
    ...(context === undefined ? {} : { context }),
    // The file may move or be written anew with other credentials: it is the same cluster as long as the stack is.
    clusterIdentifier: spec.stack,
    enableServerSideApply: true,
    // BBR and the endpoint pickers find their ConfigMaps by name, so that these are edited, not replaced.
    enableConfigMapMutable: true,
  });
}

function kubeconfigPath({ stack, cluster }: StackSpec, environment: NodeJS.ProcessEnv): string {
  const subject = `configuration of stack "${stack}"`;
  if (cluster?.kubeconfig !== undefined) return cluster.kubeconfig;
  const variable = cluster?.kubeconfigVariable;
  if (variable === undefined)
    throw new InvalidArgs(subject, [
      {
        code: "MissingKey",
        path: "cluster.kubeconfig",
        rule: "must name the kubeconfig of a cluster to deploy to",
        got: "nothing",
        fix: "set it, or write the objects as YAML with `npm run synth`",
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
