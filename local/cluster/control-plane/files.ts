import path from "node:path";
import type { ClusterSettings } from "../settings";

/** Files of the control plane, all in one folder that only its owner may read. */
export interface ControlPlaneFiles {
  readonly dir: string;
  readonly etcdDataDir: string;
  /** The API server creates its own certificate here on its first start, and keeps it. */
  readonly certDir: string;
  readonly servingCertificate: string;
  readonly servingKey: string;
  readonly serviceAccountKey: string;
  readonly tokens: string;
  readonly controllerManagerKubeconfig: string;
  readonly schedulerKubeconfig: string;
}

/** Where the control plane of a cluster keeps its files. */
export function controlPlaneFiles(settings: ClusterSettings): ControlPlaneFiles {
  const dir = path.join(settings.stateDir, "control-plane");
  const certDir = path.join(dir, "certificates");
  return {
    dir,
    etcdDataDir: path.join(dir, "etcd"),
    certDir,
    servingCertificate: path.join(certDir, "apiserver.crt"),
    servingKey: path.join(certDir, "apiserver.key"),
    serviceAccountKey: path.join(dir, "service-account.key"),
    tokens: path.join(dir, "tokens.csv"),
    controllerManagerKubeconfig: path.join(dir, "controller-manager.kubeconfig"),
    schedulerKubeconfig: path.join(dir, "scheduler.kubeconfig"),
  };
}
