/** A token and the end of its life, as the API server gave them. */
export interface ShortLivedToken {
  readonly token: string;
  /** RFC 3339. */
  readonly expires: string;
}

/** What a client of Kubernetes reads from a program that it runs for a credential. */
export function execCredential({ token, expires }: ShortLivedToken): object {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    kind: "ExecCredential",
    status: { token, expirationTimestamp: expires },
  };
}
