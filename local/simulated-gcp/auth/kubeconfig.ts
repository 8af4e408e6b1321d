import { parse } from "yaml";
import { z } from "zod";

/** Who may do everything on the laptop's API server. */
export interface Administrator {
  /** Address of the API server. */
  readonly server: string;
  readonly certificatePem: string;
  readonly token: string;
}

const kubeconfig = z.object({
  clusters: z
    .array(z.object({ cluster: z.object({ server: z.string(), "certificate-authority-data": z.string() }) }))
    .length(1),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })).length(1),
});

/**
 * The one user of the laptop's own kubeconfig.
 * @throws Error when it is another kind of file.
 */
export function adminOf(text: string): Administrator {
  const { clusters, users } = kubeconfig.parse(parse(text));
  const [server] = clusters.map(({ cluster }) => cluster);
  const [user] = users.map((one) => one.user);
  if (server === undefined || user === undefined) throw new Error("the kubeconfig has no user");
  return {
    server: server.server,
    certificatePem: Buffer.from(server["certificate-authority-data"], "base64").toString(),
    token: user.token,
  };
}
