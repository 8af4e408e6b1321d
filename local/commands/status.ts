import { CoreV1Api, KubeConfig } from "@kubernetes/client-node";
import { clusterStatus } from "../cluster";
import { gatewayUrl } from "../pulumi/environment";
import type { ClusterSettings } from "../settings";
import { errorMessage } from "../user-error";
import { podStatus, renderReport, type ClusterReport } from "./status-report";

/** Prints which processes run, which nodes there are and how the pods are. */
export async function runStatus(settings: ClusterSettings, json: boolean): Promise<void> {
  const report = await clusterReport(settings);
  console.log(json ? JSON.stringify(report, null, 2) : renderReport(report));
}

async function clusterReport(settings: ClusterSettings): Promise<ClusterReport> {
  const base = {
    slot: settings.slot,
    gatewayUrl: gatewayUrl(settings.slot),
    processes: clusterStatus(settings),
  };
  // Nothing to ask: that it does not answer is no news.
  if (base.processes.every(({ running }) => !running))
    return { ...base, nodes: [], pods: [], apiProblem: undefined };
  try {
    const config = new KubeConfig();
    config.loadFromFile(settings.kubeconfig);
    const api = config.makeApiClient(CoreV1Api);
    const [nodes, pods] = await Promise.all([api.listNode(), api.listPodForAllNamespaces()]);
    const names = nodes.items.map(({ metadata }) => metadata?.name ?? "");
    return { ...base, nodes: names, pods: pods.items.map(podStatus), apiProblem: undefined };
  } catch (error) {
    return { ...base, nodes: [], pods: [], apiProblem: errorMessage(error) };
  }
}
