import { createServer } from "node:net";
import { UserError } from "./user-error";

/** A TCP port that something is about to listen on. */
export interface PortClaim {
  /** @default - 127.0.0.1 */
  readonly host?: string;
  readonly port: number;
  readonly owner: string;
}

const loopback = "127.0.0.1";

/**
 * Makes sure that no program listens on the ports of the processes about to start.
 * @throws UserError that names every port in use and what to do.
 */
export async function requireFreePorts(claims: readonly PortClaim[]): Promise<void> {
  const free = await Promise.all(claims.map(isFree));
  const taken = claims.filter((_, index) => free[index] === false);
  if (taken.length > 0) throw new UserError(portsInUseMessage(taken));
}

/** The message for ports in use by another program. */
export function portsInUseMessage(taken: readonly PortClaim[]): string {
  const list = taken.map(({ host = loopback, port, owner }) => `${host}:${port} (${owner})`).join(", ");
  // Pods have the same ports in every slot, at other addresses: only a program that listens on all of them is in the way.
  const otherSlot = taken.some(({ host = loopback }) => host !== loopback)
    ? "no other slot helps, as it listens on all addresses"
    : "or use another slot with --slot 0 to 9";
  return `in use by another program: ${list}; stop it (\`ss -ltnp\` shows which it is), ${otherSlot}`;
}

function isFree({ host = loopback, port }: PortClaim): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
