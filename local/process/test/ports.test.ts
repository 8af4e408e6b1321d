import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { portsInUseMessage, requireFreePorts } from "../ports";

let server: Server;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(() => {
  server.close();
});

test("a port that somebody holds is named, with its owner and what to do", async () => {
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePorts([{ port, owner: "etcd" }])).rejects.toThrow(
    `in use by another program: 127.0.0.1:${port} (etcd); stop it (\`ss -ltnp\` shows which it is), or use another slot with --slot 0 to 9`,
  );
});

test("all of them are named at once", () => {
  const message = portsInUseMessage([
    { port: 1, owner: "a" },
    { port: 2, owner: "b" },
  ]);
  expect(message).toContain("127.0.0.1:1 (a), 127.0.0.1:2 (b);");
});

test("for a program that listens on the pods' addresses too, no other slot is offered", () => {
  expect(portsInUseMessage([{ host: "127.64.255.255", port: 8000, owner: "pods" }])).toBe(
    "in use by another program: 127.64.255.255:8000 (pods); stop it (`ss -ltnp` shows which it is), " +
      "no other slot helps, as it listens on all addresses",
  );
});

test("a program on all addresses is in the way of a pod", async () => {
  const everywhere = createServer();
  await new Promise<void>((resolve) => everywhere.listen(0, "0.0.0.0", resolve));
  const { port } = everywhere.address() as AddressInfo;
  await expect(requireFreePorts([{ host: "127.64.255.255", port, owner: "pods" }])).rejects.toThrow(
    `127.64.255.255:${port} (pods)`,
  );
  everywhere.close();
});

test("a free port passes", async () => {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(requireFreePorts([{ port, owner: "etcd" }])).resolves.toBeUndefined();
});
