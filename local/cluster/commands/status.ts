import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import type { KubeConfig, V1Node } from "@kubernetes/client-node";
import { z } from "zod";
import { clusterStatus } from "../cluster";
import type { ProcessStatus } from "../cluster";
import { poolNameOf } from "@switchyard/node-agent/node-objects";
import { nodePoolsSchema } from "@switchyard/contracts/node-pool";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { defaultStack, gatewayUrl } from "../settings";
import type { ClusterSettings } from "../settings";
import { readJson, simulatedGcpFiles } from "@switchyard/simulated-gcp/files";
import { errorMessage } from "@switchyard/process/user-error";
import { readSlotOwner } from "./slot-owner";
import { podStatus, renderReport } from "./status-report";
import type { ClusterReport, PoolStatus } from "./status-report";

/** Prints the processes, nodes and pods of the cluster. */
export async function runStatus(settings: ClusterSettings, json: boolean): Promise<void> {
  const report = await clusterReport(settings);
  console.log(json ? JSON.stringify(report, null, 2) : renderReport(report));
}

async function clusterReport(settings: ClusterSettings): Promise<ClusterReport> {
  const { stack = defaultStack, simulatedProject } = readSlotOwner(settings) ?? {};
  const nothing = { nodes: [], pools: [], pods: [], gatewayUrls: [], apiProblem: undefined };
  const processes = clusterStatus(settings);
  const base = { slot: settings.slot, stack, simulatedProject, processes, ...nothing };
  // The list of processes shows the reason, and an API server without etcd takes a minute to fail.
  if (!canAnswer(base.processes)) return base;
  try {
    return { ...base, ...(await readCluster(settings)) };
  } catch (error) {
    return { ...base, apiProblem: errorMessage(error) };
  }
}

function canAnswer(processes: readonly ProcessStatus[]): boolean {
  const needed: readonly string[] = ["etcd", "kube-apiserver"];
  return processes.every(({ name, state }) => !needed.includes(name) || state === "running");
}

async function readCluster({
  slot,
  kubeconfig,
  simulatedGcpDir,
}: ClusterSettings): Promise<Pick<ClusterReport, "nodes" | "pools" | "pods" | "gatewayUrls">> {
  const config = readKubeconfig(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const [nodes, pods, listed] = await Promise.all([
    core.listNode(),
    core.listPodForAllNamespaces(),
    listGateways(config),
  ]);
  return {
    nodes: nodes.items.map(({ metadata }) => metadata?.name ?? ""),
    pools: simulatedPools(simulatedGcpDir, nodes.items),
    pods: pods.items.map(podStatus),
    gatewayUrls: listenerPorts(listed).map((port) => gatewayUrl(slot, port)),
  };
}

/** None where no cloud is simulated: there the pools are the same on every laptop. */
function simulatedPools(simulatedGcpDir: string, nodes: readonly V1Node[]): readonly PoolStatus[] {
  const pools = readJson(simulatedGcpFiles(simulatedGcpDir).nodePools, nodePoolsSchema, []);
  return pools.map(({ name, minNodes, maxNodes }) => ({
    ...{ name, minNodes, maxNodes },
    nodes: nodes.filter((node) => poolNameOf(node) === name).length,
  }));
}

function listGateways(config: KubeConfig): Promise<unknown> {
  const gateways = { group: "gateway.networking.k8s.io", version: "v1", plural: "gateways" };
  return config.makeApiClient(CustomObjectsApi).listCustomObjectForAllNamespaces(gateways);
}

const gatewayList = z.object({
  items: z.array(z.object({ spec: z.object({ listeners: z.array(z.object({ port: z.number() })) }) })),
});

function listenerPorts(listed: unknown): readonly number[] {
  return gatewayList.parse(listed).items.flatMap(({ spec }) => spec.listeners.map(({ port }) => port));
}
