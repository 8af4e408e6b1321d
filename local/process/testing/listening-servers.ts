import { once } from "node:events";
import type { Server } from "node:net";

/** Returns a function that makes a server listen on a free port of this machine; each is closed after its test. */
export function listeningServers(): (server: Server) => Promise<number> {
  const closing: Server[] = [];
  afterEach(() => {
    for (const server of closing.splice(0)) server.close();
  });
  return async (server) => {
    server.listen(0, "127.0.0.1");
    closing.push(server);
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" ? (address?.port ?? 0) : 0;
  };
}
