import type { V1Node } from "@kubernetes/client-node";
import { AddressPool } from "../../../local/node-agent/address-pool";
import { NodeRegistry, type NodeApi } from "../../../local/node-agent/node-registry";
import { node, systemShape, tpuShape } from "./samples";

class FakeApi implements NodeApi {
  readonly nodes: V1Node[];
  readonly leases: string[] = [];

  constructor(nodes: readonly V1Node[]) {
    this.nodes = [...nodes];
  }

  listNodes(): Promise<V1Node[]> {
    return Promise.resolve([...this.nodes]);
  }

  createNode(created: V1Node): Promise<void> {
    this.nodes.push(created);
    return Promise.resolve();
  }

  reportNodeReady(name: string): Promise<boolean> {
    return Promise.resolve(this.nodes.some((one) => one.metadata?.name === name));
  }

  renewLease(name: string): Promise<void> {
    this.leases.push(name);
    return Promise.resolve();
  }
}

beforeEach(() => {
  jest.spyOn(console, "log").mockImplementation(() => undefined);
});

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

function addresses(): AddressPool {
  return new AddressPool(0, 65_025, 65_030);
}

test("nodes from before a restart are kept, with names and addresses that no new node gets", async () => {
  const api = new FakeApi([node(tpuShape, "tpu-0"), { metadata: { name: "stranger" } }]);
  const registry = new NodeRegistry(api, addresses());
  await registry.adopt();
  await registry.add(tpuShape);
  expect(registry.list().map((one) => one.metadata?.name)).toEqual(["tpu-0", "tpu-1"]);
  expect(registry.addressOf("tpu-0")).toBe("10.64.254.1");
  expect(registry.addressOf("tpu-1")).toBe("10.64.254.2");
  expect(registry.addressOf("stranger")).toBeUndefined();
  expect(api.leases).toEqual(["tpu-0", "tpu-1"]);
});

test("leases are renewed every 10 s, and a node that somebody deleted comes back", async () => {
  jest.useFakeTimers();
  const api = new FakeApi([]);
  const registry = new NodeRegistry(api, addresses());
  await registry.add(systemShape);
  registry.startHeartbeats();

  await jest.advanceTimersByTimeAsync(30_000);
  expect(api.leases).toHaveLength(1 + 3);

  api.nodes.length = 0;
  await jest.advanceTimersByTimeAsync(30_000);
  registry.stop();
  expect(api.nodes.map((one) => one.metadata?.name)).toEqual(["system-0"]);
  expect(api.nodes[0]?.spec?.taints).toEqual([]);

  const before = api.leases.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(api.leases).toHaveLength(before);
});

test("a node that could not be registered is not there, and its name and address are free again", async () => {
  const api = new FakeApi([]);
  const registry = new NodeRegistry(api, addresses());
  jest.spyOn(api, "createNode").mockRejectedValueOnce(new Error("refused"));
  await expect(registry.add(tpuShape)).rejects.toThrow("refused");
  expect(registry.list()).toEqual([]);
  await registry.add(tpuShape);
  expect(registry.list().map((one) => one.metadata?.name)).toEqual(["tpu-0"]);
});

test("a lease that could not be renewed does not lose the node", async () => {
  const api = new FakeApi([]);
  const registry = new NodeRegistry(api, addresses());
  jest.spyOn(api, "renewLease").mockRejectedValueOnce(new Error("refused"));
  await registry.add(tpuShape);
  expect(registry.addressOf("tpu-0")).toBe("10.64.254.1");
  expect(console.log).toHaveBeenCalledWith("lease of node tpu-0 was not renewed, trying again: refused");
});
