import path from "node:path";
import type { ClusterSettings } from "../settings";

/** Files of KEDA, all in one folder that only its owner may read; the names of three are KEDA's own. */
export interface KedaFiles {
  readonly dir: string;
  readonly kubeconfig: string;
  readonly token: string;
  /** Folder of the certificates; created as a whole. */
  readonly certDir: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** With these the API server proves to the metrics server that it forwarded a request. */
  readonly frontProxyCertificate: string;
  readonly frontProxyKey: string;
}

/** Where the KEDA of a cluster keeps its files. */
export function kedaFiles({ stateDir }: Pick<ClusterSettings, "stateDir">): KedaFiles {
  const dir = path.join(stateDir, "keda");
  const certDir = path.join(dir, "certificates");
  return {
    dir,
    kubeconfig: path.join(dir, "kubeconfig"),
    token: path.join(dir, "token"),
    certDir,
    authority: path.join(certDir, "ca.crt"),
    certificate: path.join(certDir, "tls.crt"),
    key: path.join(certDir, "tls.key"),
    frontProxyCertificate: path.join(certDir, "front-proxy.crt"),
    frontProxyKey: path.join(certDir, "front-proxy.key"),
  };
}
