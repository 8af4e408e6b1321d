import type { V1Container } from "@kubernetes/client-node";
import { containerEnv, expandVariables, type PlacedPod } from "./env-vars";
import { translatePaths, type Mount } from "./mount-paths";
import type { ReferencedObjects } from "./referenced-objects";

/** Where Kubernetes mounts the token of a pod's ServiceAccount, unless it is told not to. */
export const tokenMountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A process to start: all that a container's spec comes to on this machine. */
export interface ContainerPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What a plan is made from besides the container's spec. */
export interface PlanSources {
  readonly placed: PlacedPod;
  readonly program: readonly [string, ...string[]];
  readonly objects: ReferencedObjects;
  readonly mounts: readonly Mount[];
  readonly home: string;
  readonly searchPath: string;
  /** Given to containers that have a ServiceAccount token. */
  readonly kubeconfig: string;
}

/**
 * What to run for a container. Nothing of the agent's own environment is passed on but the search path.
 * @throws ContainerConfigError when the environment refers to something that is not there.
 */
export function planContainer(container: V1Container, sources: PlanSources): ContainerPlan {
  const [program, ...firstArgs] = sources.program;
  const declared = containerEnv(container, sources.placed, sources.objects);
  const translate = (text: string) => translatePaths(text, sources.mounts);
  const args = (container.args ?? []).map((arg) => translate(expandVariables(arg, declared)));
  const translated = Object.entries(declared).map(([name, value]) => [name, translate(value)] as const);
  return {
    program,
    args: [...firstArgs, ...args],
    env: {
      PATH: sources.searchPath,
      HOME: sources.home,
      HOSTNAME: sources.placed.pod.metadata?.name ?? "",
      ...Object.fromEntries(translated),
      SWITCHYARD_POD_IP: sources.placed.podIp,
      ...(hasToken(container) ? { KUBECONFIG: sources.kubeconfig } : {}),
    },
  };
}

/** True when Kubernetes gave the container its pod's ServiceAccount token. */
export function hasToken(container: V1Container): boolean {
  return (container.volumeMounts ?? []).some((mount) => mount.mountPath === tokenMountPath);
}
