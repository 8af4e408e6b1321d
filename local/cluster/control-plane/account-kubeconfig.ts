import { CoreV1Api } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { podKubeconfig } from "@switchyard/node-agent/pod-kubeconfig";
import { writePrivate } from "./credentials";

/** A kubelet would renew tokens; here only a start does, and a cluster may run for long. */
const tokenLifetimeSec = 365 * 24 * 60 * 60;

/** A ServiceAccount. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Writes the kubeconfig by which a process that is no pod calls the API server as its own ServiceAccount, with a new token
 * after every start.
 */
export async function writeAccountKubeconfig(
  config: KubeConfig,
  { name, namespace }: Account,
  files: { readonly token: string; readonly kubeconfig: string },
): Promise<void> {
  const { status } = await config.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    name,
    namespace,
    body: { spec: { audiences: [], expirationSeconds: tokenLifetimeSec } },
  });
  writePrivate(files.token, status?.token ?? "");
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error("the kubeconfig of the cluster names no cluster");
  writePrivate(files.kubeconfig, podKubeconfig(cluster, namespace, files.token));
}
