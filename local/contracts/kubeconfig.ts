import { stringify } from "yaml";

/** Who calls which API server. */
export interface KubeconfigSpec {
  readonly apiServerPort: number;
  readonly certificatePem: string;
  readonly token: string;
}

/** A kubeconfig that holds everything it needs, so that it can be handed on as one file. */
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
