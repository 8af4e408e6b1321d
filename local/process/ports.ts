import { createServer } from "node:net";
import { UserError } from "../user-error";

/** A TCP port on 127.0.0.1 and what is about to listen there. */
export interface PortClaim {
  readonly port: number;
  readonly owner: string;
}

/**
 * Makes sure that nobody listens on the ports of the processes that are about to start.
 * @throws UserError that names every port in use and what to do.
 */
export async function requireFreePorts(claims: readonly PortClaim[]): Promise<void> {
  const free = await Promise.all(claims.map((claim) => isFree(claim.port)));
  const taken = claims.filter((_, index) => free[index] === false);
  if (taken.length > 0) throw new UserError(portsInUseMessage(taken));
}

/** The message for ports that another program holds. */
export function portsInUseMessage(taken: readonly PortClaim[]): string {
  const list = taken.map((claim) => `127.0.0.1:${claim.port} (${claim.owner})`).join(", ");
  return (
    `in use by another program: ${list}; stop it (\`ss -ltnp\` shows which it is), ` +
    "or take other ports with --slot 1 to 9"
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: "127.0.0.1" }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
