import path from "node:path";
import type { V1Container, V1Pod } from "@kubernetes/client-node";
import type { Mount } from "./mount-paths";

/** Paths of one pod's files. */
export interface PodFiles {
  /** Everything of the pod except its logs. */
  readonly folder: string;
  readonly volume: (name: string) => string;
  readonly container: (name: string) => string;
  /** Record of a container's process, by which a later agent finds this one's leftovers. */
  readonly processRecord: (name: string) => string;
  readonly kubeconfig: string;
  readonly log: (name: string) => string;
  /** Log of the container's previous run. */
  readonly previousLog: (name: string) => string;
}

/** Folder of all pods of a node agent. */
export function podsFolder(stateDir: string): string {
  return path.join(stateDir, "pods");
}

/** The paths of a pod's files below the agent's state folder. */
export function podFiles(stateDir: string, pod: V1Pod): PodFiles {
  const pods = podsFolder(stateDir);
  const { namespace = "", name = "", uid = "" } = pod.metadata ?? {};
  const folder = path.join(pods, uid);
  const container = (containerName: string) => path.join(folder, "containers", containerName);
  const log = (containerName: string, suffix: string) =>
    path.join(pods, `${namespace}_${name}_${containerName}${suffix}`);
  return {
    folder,
    volume: (volumeName) => path.join(folder, "volumes", volumeName),
    container,
    processRecord: (containerName) => path.join(container(containerName), "process.json"),
    kubeconfig: path.join(folder, "kubeconfig"),
    log: (containerName) => log(containerName, ".log"),
    previousLog: (containerName) => log(containerName, ".previous.log"),
  };
}

/** Where the container's mounts are on this machine. */
export function containerMounts(container: V1Container, files: PodFiles): Mount[] {
  return (container.volumeMounts ?? []).map(({ name, mountPath, subPath }) => ({
    mountPath,
    folder: path.join(files.volume(name), subPath ?? ""),
  }));
}
