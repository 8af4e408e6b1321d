import { stringify } from "yaml";

/** An API server and the credentials for it. */
export interface KubeconfigSpec {
  readonly apiServerPort: number;
  readonly certificatePem: string;
  readonly token: string;
}

/** A self-contained kubeconfig, so that it can be passed on as one file. */
export function kubeconfig(spec: KubeconfigSpec): string {
  const name = "switchyard";
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: `https://127.0.0.1:${spec.apiServerPort}`,
          "certificate-authority-data": Buffer.from(spec.certificatePem).toString("base64"),
        },
      },
    ],
    users: [{ name, user: { token: spec.token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
