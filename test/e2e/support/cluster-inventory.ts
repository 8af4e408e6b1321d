import { AppsV1Api, AutoscalingV2Api, CoreV1Api } from "@kubernetes/client-node";
import type { KubernetesObject } from "@kubernetes/client-node";
import { readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { ClusterSettings } from "@switchyard/cluster/settings";
import { folderProcesses, programNames } from "./folder-processes";
import type { Laptop } from "./laptop";

const envoyClusters = z.object({
  cluster_statuses: z.array(z.object({ name: z.string(), host_statuses: z.array(z.unknown()).default([]) })),
});

/** All of a laptop cluster that comes and goes with models: what is left over shows up here. */
export async function clusterInventory({ settings, projectDir }: Laptop, namespace: string) {
  const config = readKubeconfig(settings.kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const pods = await core.listNamespacedPod({ namespace });
  const nodes = await core.listNode();
  const sets = await config.makeApiClient(AppsV1Api).listNamespacedReplicaSet({ namespace });
  const autoscalers = config.makeApiClient(AutoscalingV2Api);
  const hpas = await autoscalers.listNamespacedHorizontalPodAutoscaler({ namespace });
  return {
    pods: names(pods.items, /-[^-]+-[^-]+$/),
    nodes: names(nodes.items, /-\d+$/),
    replicaSets: names(sets.items),
    autoscalers: names(hpas.items),
    programs: programNames(folderProcesses(path.dirname(projectDir))),
    podFolders: podFolders(settings).length,
    endpoints: await endpointsInEnvoy(settings),
  };
}

/** Names of objects, without what makes each of them its own. */
function names(objects: readonly KubernetesObject[], ownPart = /$/): readonly string[] {
  return objects.map(({ metadata }) => metadata?.name?.replace(ownPart, "") ?? "").sort();
}

/** What the node agent has on disk: a folder for each pod. */
function podFolders({ stateDir }: ClusterSettings): readonly string[] {
  const entries = readdirSync(path.join(stateDir, "pods"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** How many endpoints Envoy itself has of each InferencePool, by the name of the pool. */
async function endpointsInEnvoy({ ports }: ClusterSettings): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`http://127.0.0.1:${ports.envoyAdmin}/clusters?format=json`);
  const { cluster_statuses: clusters } = envoyClusters.parse(await response.json());
  const pools = clusters.filter(({ name }) => name.startsWith("pool_"));
  return Object.fromEntries(
    pools.map(({ name, host_statuses: hosts }) => [name.replace(/^pool_[^_]+_/, ""), hosts.length]),
  );
}
