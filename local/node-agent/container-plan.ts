import type { V1Container } from "@kubernetes/client-node";
import { containerEnv, expandVariables } from "./env-vars";
import type { PlacedPod } from "./env-vars";
import { translatePaths } from "./mount-paths";
import type { Mount } from "./mount-paths";
import { executable, searchPath } from "./images";
import type { RunnableImage } from "./images";
import type { ReferencedObjects } from "./referenced-objects";

/** Where Kubernetes mounts the token of a pod's ServiceAccount by default. */
export const tokenMountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

/** A process to start: a container's spec, translated to this machine. */
export interface ContainerPlan {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Why the program cannot be started, if so. */
  readonly failure?: string;
}

/** Inputs of a plan besides the container's spec. */
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
 * The process to run for a container. It does not inherit the agent's environment.
 * @throws ContainerConfigError when the environment refers to something that does not exist.
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

/** Whether Kubernetes mounted the pod's ServiceAccount token in the container. */
export function hasToken(container: V1Container): boolean {
  return (container.volumeMounts ?? []).some((mount) => mount.mountPath === tokenMountPath);
}
