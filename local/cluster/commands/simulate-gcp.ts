import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { controlPlaneFiles } from "../control-plane/files";
import { certificateFile } from "../pulumi/environment";
import type { ClusterSettings } from "../settings";
import { installSimulatedGcp } from "@switchyard/simulated-gcp/install";

/**
 * Sets up a simulated Google Cloud around the laptop cluster, on this machine only; resources from earlier starts stay.
 */
export function simulateGcp(settings: ClusterSettings, project: string): void {
  const { servingCertificate: caFile } = controlPlaneFiles(settings);
  const { kubeconfig, ports, simulatedGcpDir } = settings;
  const apiServer = { port: ports.apiServer, caFile, kubeconfig };
  installSimulatedGcp(simulatedGcpDir, { project, apiServer });
  trustApiServer(settings, caFile);
}

/** At every start: the API server replaces its certificate before it expires. */
function trustApiServer(settings: ClusterSettings, caFile: string): void {
  const trusted = certificateFile(settings);
  mkdirSync(path.dirname(trusted), { recursive: true, mode: 0o700 });
  copyFileSync(caFile, trusted);
}
