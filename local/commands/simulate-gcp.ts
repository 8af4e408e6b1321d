import { copyFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { controlPlaneFiles } from "../control-plane/files";
import { certificateFolder } from "../pulumi/environment";
import type { ClusterSettings } from "../settings";
import { installSimulatedGcp } from "../simulated-gcp/install";
import type { MainJob } from "./main-job";
import { placeholderSecrets } from "./placeholder-secrets";

/**
 * Puts a Google Cloud around the laptop cluster that exists on this machine alone; what a start before this one made in it
 * is still there.
 */
export async function simulateGcp(
  { projectDir, settings, stack }: Pick<MainJob, "projectDir" | "settings" | "stack">,
  project: string,
  note: (line: string) => void,
): Promise<void> {
  const { servingCertificate: caFile } = controlPlaneFiles(settings);
  const { kubeconfig, ports, simulatedGcpDir } = settings;
  const apiServer = { port: ports.apiServer, caFile, kubeconfig };
  installSimulatedGcp(simulatedGcpDir, projectDir, { project, apiServer });
  trustApiServer(settings, caFile);
  note(`project ${project} exists in ${simulatedGcpDir} and nowhere else`);
  const secrets = placeholderSecrets(stack.spec);
  if (secrets.length === 0) return;
  // Its Kubernetes client takes a second to load.
  const { applySecrets } = await import("./apply-secrets.js");
  await applySecrets(kubeconfig, secrets);
  const names = secrets.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  note(`made ${names} with the value "simulated", which a real cluster needs from you`);
}

/** Each start anew: the API server makes another certificate before the one that it has expires. */
function trustApiServer(settings: ClusterSettings, caFile: string): void {
  const folder = certificateFolder(settings);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(caFile, path.join(folder, "api-server.pem"));
}
