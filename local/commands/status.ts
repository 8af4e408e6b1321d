import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { clusterStatus, type ProcessStatus } from "../cluster";
import { gatewayUrl, type ClusterSettings } from "../settings";
import { errorMessage } from "../user-error";
import { podStatus, renderReport, type ClusterReport } from "./status-report";

/** Prints which processes run, which nodes there are and how the pods are. */
export async function runStatus(settings: ClusterSettings, json: boolean): Promise<void> {
  const report = await clusterReport(settings);
  console.log(json ? JSON.stringify(report, null, 2) : renderReport(report));
}

async function clusterReport(settings: ClusterSettings): Promise<ClusterReport> {
  const nothing = { nodes: [], pods: [], gatewayUrls: [], apiProblem: undefined };
  const base = { slot: settings.slot, processes: clusterStatus(settings), ...nothing };
  // The processes say it already; and an API server without etcd takes a minute to answer that it cannot.
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
}: ClusterSettings): Promise<Pick<ClusterReport, "nodes" | "pods" | "gatewayUrls">> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const [nodes, pods, listed] = await Promise.all([
    core.listNode(),
    core.listPodForAllNamespaces(),
    listGateways(config),
  ]);
  return {
    nodes: nodes.items.map(({ metadata }) => metadata?.name ?? ""),
    pods: pods.items.map(podStatus),
    gatewayUrls: listenerPorts(listed).map((port) => gatewayUrl(slot, port)),
  };
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
