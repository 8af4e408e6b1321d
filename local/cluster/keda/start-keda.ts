import { readFileSync } from "node:fs";
import { ApiregistrationV1Api } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { writeAccountKubeconfig } from "../control-plane/account-kubeconfig";
import { applyObjects } from "../control-plane/apply-objects";
import type { KubernetesManifest } from "../control-plane/apply-objects";
import { waitUntilReady } from "../control-plane/readiness";
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

/**
 * Starts KEDA's processes, or keeps them; resolves when the operator is ready and the external metrics API is served.
 * Needs the controllers, KEDA's resource definitions and its certificates.
 * @throws UserError with the end of the log of the process that did not become ready.
 */
export async function startKeda(start: KedaStart): Promise<void> {
  const { settings, keda, signal } = start;
  const files = kedaFiles(settings);
  const config = readKubeconfig(settings.kubeconfig);
  await applyObjects(config, objectsOf(start, files));
  await writeAccountKubeconfig(config, { name: identity, namespace: kedaNamespace }, files);
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

function objectsOf({ settings, keda }: KedaStart, files: KedaFiles): readonly KubernetesManifest[] {
  return [
    kedaNamespaceObject,
    ...readObjects(keda.rights),
    ...metricsApiObjects(settings.slot, readFileSync(files.authority, "utf8")),
  ];
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
