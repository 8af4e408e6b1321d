import { stringify } from "yaml";

/** How a cluster's control plane is reached. */
export interface ClusterEndpoint {
  /** Name of the cluster, and of the context. */
  readonly name: string;
  /** Host, or host and port, of the control plane. */
  readonly host: string;
  /** Certificate authority of the control plane, in base64; undefined if the certificate is a public one. */
  readonly certificateAuthority: string | undefined;
}

/** The endpoints of a cluster's control plane. */
export interface ClusterEndpoints {
  readonly name: string;
  /** Name under `gke.goog`, if it may be used from outside the cluster's network. */
  readonly dns: string | undefined;
  readonly ip: string;
  readonly certificateAuthority: string | undefined;
}

/** The DNS endpoint if it may be used, because IAM protects it and its certificate is public; else the IP address. */
export function preferredEndpoint({
  name,
  dns,
  ip,
  certificateAuthority,
}: ClusterEndpoints): ClusterEndpoint {
  return dns === undefined
    ? { name, host: ip, certificateAuthority }
    : { name, host: dns, certificateAuthority: undefined };
}

/**
 * A kubeconfig without a secret: users authenticate through `gke-gcloud-auth-plugin`, which requests a token from Google
 * that is valid for an hour.
 */
export function kubeconfigOf({ name, host, certificateAuthority }: ClusterEndpoint): string {
  const cluster = {
    server: `https://${host}`,
    ...(certificateAuthority === undefined ? {} : { "certificate-authority-data": certificateAuthority }),
  };
  const exec = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "gke-gcloud-auth-plugin",
    installHint: "install it with `gcloud components install gke-gcloud-auth-plugin`",
    interactiveMode: "Never",
    provideClusterInfo: true,
  };
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}
