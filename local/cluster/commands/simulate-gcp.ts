import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { controlPlaneFiles } from "../control-plane/files";
import { certificateFile } from "../pulumi/environment";
import type { ClusterSettings } from "../settings";
import { installSimulatedGcp } from "@switchyard/simulated-gcp/install";

/**
 * Puts a Google Cloud around the laptop cluster that exists on this machine alone; what a start before this one made in it
 * is still there.
 */
export function simulateGcp(settings: ClusterSettings, project: string): void {
  const { servingCertificate: caFile } = controlPlaneFiles(settings);
  const { kubeconfig, ports, simulatedGcpDir } = settings;
  const apiServer = { port: ports.apiServer, caFile, kubeconfig };
  installSimulatedGcp(simulatedGcpDir, { project, apiServer });
  trustApiServer(settings, caFile);
}

/** Each start anew: the API server makes another certificate before the one that it has expires. */
function trustApiServer(settings: ClusterSettings, caFile: string): void {
  const trusted = certificateFile(settings);
  mkdirSync(path.dirname(trusted), { recursive: true, mode: 0o700 });
  copyFileSync(caFile, trusted);
}
