import { stringify } from "yaml";

/** How a cluster's control plane is reached. */
export interface ClusterEndpoint {
  /** Name of the cluster, which the context is called after. */
  readonly name: string;
  /** Host, or host and port, of the control plane. */
  readonly host: string;
  /** Certificate authority of the control plane, in base64; undefined where the certificate is a public one. */
  readonly certificateAuthority: string | undefined;
}

/** The ways to a control plane that a cluster has. */
export interface ClusterEndpoints {
  readonly name: string;
  /** Name under `gke.goog`, where it may be used from outside of the cluster's network. */
  readonly dns: string | undefined;
  readonly ip: string;
  readonly certificateAuthority: string | undefined;
}

/** The DNS endpoint where it may be used, because IAM guards it and its certificate is a public one, else the IP address. */
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
 * A kubeconfig without a secret: whoever uses it proves who they are by `gke-gcloud-auth-plugin`, which asks Google for a
 * token that is valid for an hour.
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
