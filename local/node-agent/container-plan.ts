import type { V1Container } from "@kubernetes/client-node";
import { containerEnv, expandVariables, type PlacedPod } from "./env-vars";
import { translatePaths, type Mount } from "./mount-paths";
import { executable, searchPath, type RunnableImage } from "./images";
import type { ReferencedObjects } from "./referenced-objects";

/** Where Kubernetes mounts the token of a pod's ServiceAccount, unless it is told not to. */
export const tokenMountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A process to start: all that a container's spec comes to on this machine. */
export interface ContainerPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Why the program cannot be started, where it cannot. */
  readonly failure?: string;
}

/** What a plan is made from besides the container's spec. */
export interface PlanSources {
  readonly placed: PlacedPod;
  readonly image: RunnableImage;
  readonly objects: ReferencedObjects;
  readonly mounts: readonly Mount[];
  readonly home: string;
  /** Given to containers that have a ServiceAccount token. */
  readonly kubeconfig: string;
}

/**
 * What to run for a container. Nothing of the agent's own environment is passed on.
 * @throws ContainerConfigError when the environment refers to something that is not there.
 */
export function planContainer(container: V1Container, sources: PlanSources): ContainerPlan {
  const { image } = sources;
  const declared = containerEnv(container, sources.placed, sources.objects);
  const translate = (text: string) => translatePaths(text, sources.mounts);
  const written = (items: readonly string[] = []) =>
    items.map((item) => translate(expandVariables(item, declared)));
  const folders = sources.mounts.map(({ folder }) => folder);
  const found = executable(image, written(container.command), written(container.args), folders);
  const translated = Object.entries(declared).map(([name, value]) => [name, translate(value)] as const);
  return {
    ...("failure" in found ? { program: "", args: [], failure: found.failure } : found),
    env: {
      PATH: searchPath(image),
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
