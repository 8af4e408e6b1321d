import { parse } from "yaml";
import { z } from "zod";

/** Administrator access to the laptop's API server. */
export interface Administrator {
  /** Address of the API server. */
  readonly server: string;
  readonly certificatePem: string;
  readonly token: string;
}

const kubeconfig = z.object({
  clusters: z.tuple([
    z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": z.string() }) }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/**
 * The one user of the laptop's kubeconfig.
 * @throws Error when the file has another shape.
 */
export function readAdministrator(text: string): Administrator {
  const { data, error } = kubeconfig.safeParse(parse(text));
  if (error !== undefined)
    throw new Error(`not a kubeconfig of the laptop cluster:\n${z.prettifyError(error)}`);
  const [{ cluster }] = data.clusters;
  const [{ user }] = data.users;
  return {
    server: cluster.server,
    certificatePem: Buffer.from(cluster["certificate-authority-data"], "base64").toString(),
    token: user.token,
  };
}
