import { mkdirSync } from "node:fs";
import path from "node:path";
import type { FrontProxy } from "./control-plane/arguments";
import { controlPlaneProcesses, startApiServer, startControllers } from "./control-plane/control-plane";
import { readDefinitions } from "./control-plane/resource-definitions";
import { ensureCertificates, frontProxyName } from "./keda/certificates";
import { kedaAddresses, metricsServerPorts, operatorPorts } from "./keda/addresses";
import { kedaFiles } from "./keda/files";
import { kedaProcesses } from "./keda/processes";
import { imageContracts } from "@switchyard/node-agent/image-contracts";
import type { NodeAgentSettings } from "@switchyard/node-agent/settings";
import { loopbackAddress, unusedLoopbackAddress } from "@switchyard/contracts/pod-network";
import { requireFreePorts } from "@switchyard/process/ports";
import type { PortClaim } from "@switchyard/process/ports";
import { isRunning } from "@switchyard/process/process-identity";
import { readRecord } from "@switchyard/process/process-records";
import { stopProcess } from "@switchyard/process/managed-process";
import { keepPreviousLog, logFile } from "@switchyard/process/process-log";
import { allSettledOrThrow } from "@switchyard/process/all-settled";
import { gatewayPortClaims, gatewayProcesses, startGateway } from "./gateway";
import type { GatewayStart } from "./gateway";
import { hasIstio } from "./istio/uses-istio";
import { istioProcesses } from "./istio/processes";
import { ownPartGraceMs, startOwnPart } from "./own-part";
import type { ClusterSettings } from "./settings";
import { simulatedGcpFiles, writeJson } from "@switchyard/simulated-gcp/files";
import type { Keda } from "@switchyard/toolchain/keda";

/** Options for starting the cluster. */
export interface ClusterStart extends GatewayStart {
  /** Release of the toolchain's control plane, which the nodes report as well. */
  readonly kubernetes: string;
  /** Scales models to zero and back. @default - the cluster has no KEDA, neither processes nor definitions */
  readonly keda?: Keda | undefined;
  readonly onProgress: (line: string) => void;
}

/** One process of the cluster, for `status`: `ended` means that no command stopped it. */
export type ProcessStatus = { readonly name: string } & (
  | { readonly state: "running"; readonly pid: number }
  | { readonly state: "ended"; readonly log: string }
  | { readonly state: "stopped" }
);

const agent = "node-agent";

/** The processes of every cluster, in start order. The pods' processes are children of the last one. */
const sharedProcesses: readonly string[] = [...controlPlaneProcesses, agent];

/** The processes of a cluster with the usual gateway and without KEDA, in start order. */
export const clusterProcesses: readonly string[] = [...sharedProcesses, ...gatewayProcesses(false)];

const allProcesses: readonly string[] = [...clusterProcesses, ...istioProcesses, ...kedaProcesses];

/** Every pod has its own address, so that only a program listening on all addresses can conflict with it. */
const podPorts = [...new Set([...imageContracts.values()].flatMap(({ ports }) => ports))];

/** Envoy appends to its logs; only a new gateway controller starts a new Envoy with new logs. */
const envoyLogs = ["envoy", "envoy-access"];

/** GKE waits for ten minutes. This is long enough for a pod to be replaced, and short enough to watch. */
const emptyNodeDelaySec = 30;

/**
 * Starts the parts of the cluster that do not run yet; resolves when the API server, the controllers and the resource
 * definitions are ready.
 * @throws UserError when a port is in use or a part does not become ready.
 */
export async function startCluster(start: ClusterStart): Promise<void> {
  const { settings, onProgress } = start;
  const before = new Set(runningProcesses(settings));
  mkdirSync(settings.stateDir, { recursive: true, mode: 0o700 });
  if (await stopCluster(settings, () => undefined, before))
    onProgress("stopped leftovers of killed processes");
  await requireFreePorts(portClaims(start).filter(({ owner }) => !before.has(owner)));
  await startApiServer({ ...start, frontProxy: await frontProxy(start) });
  onProgress("etcd and kube-apiserver are ready");
  const controllers = startControllers(start).then(() => {
    onProgress("kube-controller-manager and kube-scheduler are ready");
  });
  await allSettledOrThrow([controllers, installResourceDefinitions(start)]);
  const envoyOwner = gatewayProcesses(start.istio !== undefined).at(-1) ?? "";
  if (!before.has(envoyOwner)) for (const log of envoyLogs) keepPreviousLog(settings.logDir, log);
  if (start.nodes !== "simulated-gcp") writeJson(nodePoolsFile(start), start.nodes);
  start.signal?.throwIfAborted();
  const main = require.resolve("@switchyard/node-agent/main");
  await startOwnPart(start, { name: agent, main, settings: agentSettings(start) });
  await startGateway(start);
  onProgress(`node agent and ${start.istio === undefined ? "gateway controller" : "Istio"} have started`);
  await bringUpKeda(start);
}

/**
 * Stops the running parts of the cluster, last started first: the gateway, then the nodes with their pods, then the
 * control plane that they report to; also stops the children of parts that were killed.
 * @param keep names of processes to leave alone.
 * @returns whether there was anything to stop.
 */
export async function stopCluster(
  settings: ClusterSettings,
  onProgress: (line: string) => void,
  keep: ReadonlySet<string> = new Set(),
): Promise<boolean> {
  const stopped: string[] = [];
  for (const name of allProcesses.toReversed().filter((part) => !keep.has(part))) {
    const graceMs = name === agent ? ownPartGraceMs : undefined;
    if (!(await stopProcess(settings.processDir, name, graceMs))) continue;
    stopped.push(name);
    onProgress(`${name} stopped`);
  }
  return stopped.length > 0;
}

/** Names of the cluster's running processes. */
export function runningProcesses(settings: ClusterSettings): readonly string[] {
  return clusterStatus(settings)
    .filter(({ state }) => state === "running")
    .map(({ name }) => name);
}

/** Names of the processes that the cluster should have; KEDA's only where they have been started. */
export function expectedProcesses(settings: ClusterSettings): readonly string[] {
  const started = kedaProcesses.filter((name) => readRecord(settings.processDir, name) !== undefined);
  return [...sharedProcesses, ...gatewayProcesses(hasIstio(settings)), ...started];
}

/** Every process of the cluster with its state. */
export function clusterStatus(settings: ClusterSettings): readonly ProcessStatus[] {
  const { processDir, logDir } = settings;
  return expectedProcesses(settings).map((name) => {
    const record = readRecord(processDir, name);
    if (record === undefined) return { name, state: "stopped" };
    if (isRunning(record)) return { name, state: "running", pid: record.pid };
    return { name, state: "ended", log: logFile(logDir, name) };
  });
}

/** Folders with the cluster's custom resource definitions: the official ones, and ours for the GKE kinds. */
export function definitionFolders({
  toolchain,
  keda,
  istio,
}: Pick<ClusterStart, "toolchain" | "keda" | "istio">): readonly string[] {
  const added = [keda?.definitions, istio?.tools.definitions].filter((folder) => folder !== undefined);
  const official = [...toolchain.crdDirs, ...added];
  return [...official, path.join(__dirname, "crds")];
}

/** Created before the API server starts, which forwards the external metrics API to KEDA. */
async function frontProxy({ settings, keda }: ClusterStart): Promise<FrontProxy | undefined> {
  if (keda === undefined) return undefined;
  const files = kedaFiles(settings);
  await ensureCertificates(files, settings.slot, new Date());
  return {
    name: frontProxyName,
    authorityFile: files.authority,
    certificateFile: files.frontProxyCertificate,
    keyFile: files.frontProxyKey,
  };
}

async function bringUpKeda({ settings, keda, signal, onProgress }: ClusterStart): Promise<void> {
  if (keda === undefined) return;
  // Its Kubernetes client takes a second to load.
  const { startKeda } = await import("./keda/start-keda.js");
  await startKeda({ settings, keda, signal });
  onProgress("KEDA is ready");
}

async function installResourceDefinitions(start: ClusterStart): Promise<void> {
  // Its Kubernetes client takes a second to load; the controllers start meanwhile.
  const { installDefinitions } = await import("./control-plane/install-definitions.js");
  const wanted = readDefinitions(definitionFolders(start));
  const applied = await installDefinitions(start.settings.kubeconfig, wanted, start.signal);
  start.onProgress(`${wanted.length} custom resource definitions are served, ${applied} of them new`);
}

function portClaims(start: ClusterStart): readonly PortClaim[] {
  const { settings, keda } = start;
  const { slot, ports } = settings;
  return [
    ...(keda === undefined ? [] : kedaPortClaims(slot)),
    { port: ports.apiServer, owner: "kube-apiserver" },
    { port: ports.controllerManager, owner: "kube-controller-manager" },
    { port: ports.scheduler, owner: "kube-scheduler" },
    ...gatewayPortClaims(start),
    ...podPorts.map((port) => ({ host: unusedLoopbackAddress(slot), port, owner: agent })),
  ];
}

function kedaPortClaims(slot: number): readonly PortClaim[] {
  const { operator, metricsServer } = kedaAddresses(slot);
  const claims = (address: string, ports: Readonly<Record<string, number>>, owner: string) =>
    Object.values(ports).map((port) => ({ host: loopbackAddress(address), port, owner }));
  return [
    ...claims(operator, operatorPorts, kedaProcesses[0]),
    ...claims(metricsServer, metricsServerPorts, kedaProcesses[1]),
  ];
}

/** The agent watches it, so that changed pools need no restart of the agent and its pods. */
function nodePoolsFile({ settings, nodes }: Pick<ClusterStart, "settings" | "nodes">): string {
  return nodes === "simulated-gcp"
    ? simulatedGcpFiles(settings.simulatedGcpDir).nodePools
    : path.join(settings.stateDir, "node-pools.json");
}

function agentSettings(start: ClusterStart): NodeAgentSettings {
  const { slot, kubeconfig, stateDir } = start.settings;
  const { bbr, epp, envoy } = start.toolchain.tools;
  return {
    slot,
    kubeconfig,
    stateDir,
    tools: { bbr, epp, envoy },
    kubeletVersion: start.kubernetes,
    poolsFile: nodePoolsFile(start),
    emptyNodeDelaySec,
  };
}
