/** A token and its expiry, from the API server. */
export interface ShortLivedToken {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
}

/** The output that a Kubernetes client expects from a credential plugin. */
export function execCredential({ token, expires }: ShortLivedToken): object {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    kind: "ExecCredential",
    status: { token, expirationTimestamp: expires },
  };
}
