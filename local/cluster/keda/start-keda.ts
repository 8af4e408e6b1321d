import { readFileSync } from "node:fs";
import { ApiregistrationV1Api, CoreV1Api, KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { writePrivate } from "../control-plane/credentials";
import { waitUntilReady } from "../control-plane/readiness";
import { fieldManager } from "../field-manager";
import { podKubeconfig } from "@switchyard/node-agent/pod-kubeconfig";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import { startProcess } from "@switchyard/process/managed-process";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { ClusterSettings } from "../settings";
import type { Keda } from "@switchyard/toolchain/keda";
import { kedaAddresses, operatorPorts } from "./addresses";
import { kedaNamespace } from "./certificates";
import { kedaFiles } from "./files";
import type { KedaFiles } from "./files";
import { kedaNamespaceObject, metricsApiObjects, metricsApiService, readObjects } from "./objects";
import { metricsServerProcess, operatorProcess } from "./processes";

/** Options for starting KEDA. */
export interface KedaStart {
  readonly settings: ClusterSettings;
  readonly keda: Keda;
  readonly signal?: AbortSignal | undefined;
}

const identity = "keda-operator";

/** A kubelet would renew tokens; here only a start does, and a cluster may run for long. */
const tokenLifetimeSec = 365 * 24 * 60 * 60;

/**
 * Starts KEDA's processes, or keeps them; resolves when the operator is ready and the external metrics API is served.
 * Needs the controllers, KEDA's resource definitions and its certificates.
 * @throws UserError with the end of the log of the process that did not become ready.
 */
export async function startKeda(start: KedaStart): Promise<void> {
  const { settings, keda, signal } = start;
  const files = kedaFiles(settings);
  const config = readKubeconfig(settings.kubeconfig);
  await applyObjects(config, start, files);
  await writeIdentity(config, files);
  signal?.throwIfAborted();
  const { logDir, slot } = settings;
  const operator = await startProcess(settings, operatorProcess(keda, slot, files));
  const metricsServer = await startProcess(settings, metricsServerProcess(keda, slot, files));
  const check = () => isOperatorReady(slot);
  await waitUntilReady({ process: operator, logDir, check, signal });
  await waitUntilReady({
    process: metricsServer,
    needs: operator,
    logDir,
    check: () => isMetricsApiAvailable(config),
    signal,
  });
}

async function applyObjects(
  config: KubeConfig,
  { settings, keda }: KedaStart,
  files: KedaFiles,
): Promise<void> {
  const client = KubernetesObjectApi.makeApiClient(config);
  const objects = [
    kedaNamespaceObject,
    ...readObjects(keda.rights),
    ...metricsApiObjects(settings.slot, readFileSync(files.authority, "utf8")),
  ];
  for (const object of objects)
    await client.patch(object, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply);
}

/** KEDA calls the API server as its own ServiceAccount, with a new token after every start. */
async function writeIdentity(config: KubeConfig, files: KedaFiles): Promise<void> {
  const { status } = await config.makeApiClient(CoreV1Api).createNamespacedServiceAccountToken({
    name: identity,
    namespace: kedaNamespace,
    body: { spec: { audiences: [], expirationSeconds: tokenLifetimeSec } },
  });
  writePrivate(files.token, status?.token ?? "");
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error("the kubeconfig of the cluster names no cluster");
  writePrivate(files.kubeconfig, podKubeconfig(cluster, kedaNamespace, files.token));
}

async function isOperatorReady(slot: number): Promise<boolean> {
  const host = loopbackAddress(kedaAddresses(slot).operator);
  try {
    const response = await fetch(`http://${host}:${operatorPorts.health}/readyz`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function isMetricsApiAvailable(config: KubeConfig): Promise<boolean> {
  const api = config.makeApiClient(ApiregistrationV1Api);
  const { status } = await api.readAPIService({ name: metricsApiService });
  return (
    status?.conditions?.some(({ type, status: value }) => type === "Available" && value === "True") ?? false
  );
}
