import { mkdirSync } from "node:fs";
import { logFile } from "@switchyard/process/process-log";
import { startProcess } from "@switchyard/process/managed-process";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { Istio } from "@switchyard/toolchain/istio";
import { writeAccountKubeconfig } from "../control-plane/account-kubeconfig";
import { applyObjects } from "../control-plane/apply-objects";
import { writePrivate } from "../control-plane/credentials";
import { waitUntilReady } from "../control-plane/readiness";
import type { ClusterSettings } from "../settings";
import { istioFiles } from "./files";
import { meshConfig } from "./mesh-config";
import { istiodAccount, istioNamespace } from "./names";
import { istiodObjects } from "./objects";
import { istiodProcess } from "./processes";

/** Options for starting istiod. */
export interface IstiodStart {
  readonly settings: ClusterSettings;
  readonly istio: Istio;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts istiod, or keeps it; resolves when it has read the cluster. Needs the controllers and Istio's resource definitions.
 * @throws UserError with the end of its log when it does not become ready.
 */
export async function startIstiod({ settings, istio, signal }: IstiodStart): Promise<void> {
  const files = istioFiles(settings);
  const config = readKubeconfig(settings.kubeconfig);
  mkdirSync(files.dir, { recursive: true, mode: 0o700 });
  writePrivate(files.meshConfig, meshConfig(logFile(settings.logDir, "envoy-access")));
  await applyObjects(config, istiodObjects);
  await writeAccountKubeconfig(config, { name: istiodAccount, namespace: istioNamespace }, files);
  signal?.throwIfAborted();
  const process = await startProcess(settings, istiodProcess(istio, settings.ports, files));
  const check = () => isReady(settings.ports.istiodHttp);
  await waitUntilReady({ process, logDir: settings.logDir, check, signal });
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/ready`);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
