import { existsSync, readFileSync } from "node:fs";
import { startProcess, stopProcess } from "@switchyard/process/managed-process";
import type { StartedProcess } from "@switchyard/process/managed-process";
import { allSettledOrThrow } from "@switchyard/process/all-settled";
import type { ClusterSettings } from "../settings";
import type { Toolchain } from "@switchyard/toolchain";
import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  schedulerArguments,
} from "./arguments";
import type { ControlPlaneLayout, FrontProxy } from "./arguments";
import { ensureCredentials, writePrivate } from "./credentials";
import type { ApiTokens } from "./credentials";
import { controlPlaneFiles } from "./files";
import { kubeconfig } from "@switchyard/contracts/kubeconfig";
import { isHealthy, waitUntilReady } from "./readiness";

/** The processes of the control plane, in start order. */
export const controlPlaneProcesses = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
] as const;

type ControlPlaneProcess = (typeof controlPlaneProcesses)[number];

/** Options for starting the control plane. */
export interface ControlPlaneStart {
  readonly settings: ClusterSettings;
  readonly toolchain: Toolchain;
  /** How the API server identifies itself to API servers that it forwards requests to. @default - there are none */
  readonly frontProxy?: FrontProxy | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts etcd and the API server, or keeps them, and writes the kubeconfigs; resolves when the API server is ready.
 * @throws UserError with the end of the log of the process that did not become ready.
 */
export async function startApiServer(start: ControlPlaneStart): Promise<void> {
  const layout = { ...controlPlaneLayout(start.settings), frontProxy: start.frontProxy };
  const tokens = ensureCredentials(layout.files);
  const etcd = await startPart(start, "etcd", etcdArguments(layout));
  // An API server that lost its etcd takes up to a minute to find the new one, and as long to stop.
  if (etcd.started) await stopProcess(start.settings.processDir, "kube-apiserver", 0);
  const process = await startPart(start, "kube-apiserver", apiServerArguments(layout));
  const awaited = {
    process,
    needs: etcd,
    logDir: start.settings.logDir,
    signal: start.signal,
  };
  const { servingCertificate } = layout.files;
  await waitUntilReady({ ...awaited, check: () => existsSync(servingCertificate) });
  const certificatePem = readFileSync(servingCertificate, "utf8");
  writeKubeconfigs(start.settings, layout, tokens, certificatePem);
  const caller = { token: tokens.admin, certificatePem };
  const port = layout.ports.apiServer;
  await waitUntilReady({ ...awaited, check: () => isHealthy({ port, path: "/readyz", caller }) });
}

/**
 * Starts the controller manager and the scheduler, or keeps them; resolves when both are healthy. Needs the API server.
 * @throws UserError with the end of the log of the process that did not become ready.
 */
export async function startControllers(start: ControlPlaneStart): Promise<void> {
  const layout = controlPlaneLayout(start.settings);
  const parts = [
    {
      name: "kube-controller-manager",
      args: controllerManagerArguments(layout),
      port: layout.ports.controllerManager,
    },
    { name: "kube-scheduler", args: schedulerArguments(layout), port: layout.ports.scheduler },
  ] as const;
  await allSettledOrThrow(
    parts.map(async ({ name, args, port }) => {
      const process = await startPart(start, name, args);
      const check = () => isHealthy({ port, path: "/healthz" });
      const { logDir } = start.settings;
      await waitUntilReady({ process, logDir, check, signal: start.signal });
    }),
  );
}

function controlPlaneLayout(settings: ClusterSettings): ControlPlaneLayout {
  return { slot: settings.slot, ports: settings.ports, files: controlPlaneFiles(settings) };
}

function startPart(
  { settings, toolchain }: ControlPlaneStart,
  name: ControlPlaneProcess,
  args: readonly string[],
): Promise<StartedProcess> {
  const cwd = controlPlaneFiles(settings).dir;
  return startProcess(settings, { name, command: toolchain.tools[name], args, cwd });
}

function writeKubeconfigs(
  settings: ClusterSettings,
  { files, ports }: ControlPlaneLayout,
  tokens: ApiTokens,
  certificatePem: string,
): void {
  const write = (file: string, token: string): void => {
    writePrivate(file, kubeconfig({ apiServerPort: ports.apiServer, certificatePem, token }));
  };
  write(settings.kubeconfig, tokens.admin);
  write(files.controllerManagerKubeconfig, tokens.controllerManager);
  write(files.schedulerKubeconfig, tokens.scheduler);
}
