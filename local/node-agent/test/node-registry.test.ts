import type { V1Node } from "@kubernetes/client-node";
import { AddressPool } from "../address-pool";
import { isDraining, nodeName } from "../node-objects";
import { NodeRegistry } from "../node-registry";
import type { NodeApi } from "../node-registry";
import { draining, kubeletVersion, node, systemPool, tpuPool } from "./samples";

class FakeApi implements NodeApi {
  readonly nodes: V1Node[];
  readonly leases: string[] = [];
  readonly reports: string[] = [];

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

  markDraining(name: string): Promise<V1Node | undefined> {
    const there = this.nodes.find((one) => nodeName(one) === name);
    return Promise.resolve(there && draining(there));
  }

  deleteNode(name: string): Promise<void> {
    const index = this.nodes.findIndex((one) => nodeName(one) === name);
    if (index >= 0) this.nodes.splice(index, 1);
    return Promise.resolve();
  }

  reportNodeReady(name: string, version: string): Promise<boolean> {
    this.reports.push(`${name} ${version}`);
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
  const api = new FakeApi([node(tpuPool, "tpu-0"), { metadata: { name: "stranger" } }]);
  const registry = new NodeRegistry(api, addresses(), kubeletVersion);
  await registry.adopt();
  await registry.add(tpuPool);
  expect(registry.list().map((one) => one.metadata?.name)).toEqual(["tpu-0", "tpu-1"]);
  expect(registry.addressOf("tpu-0")).toBe("10.64.254.1");
  expect(registry.addressOf("tpu-1")).toBe("10.64.254.2");
  expect(registry.addressOf("stranger")).toBeUndefined();
  expect(api.leases).toEqual(["tpu-0", "tpu-1"]);
});

test("nodes report the version of the cluster that they are in, those from before a restart too", async () => {
  const api = new FakeApi([node(tpuPool, "tpu-0")]);
  const registry = new NodeRegistry(api, addresses(), "v1.31.2");
  await registry.adopt();
  await registry.add(tpuPool);
  expect(api.reports).toEqual(["tpu-0 v1.31.2"]);
  expect(api.nodes.at(-1)?.status?.nodeInfo?.kubeletVersion).toBe("v1.31.2");
});

test("leases are renewed every 10 s, and a node that somebody deleted comes back", async () => {
  jest.useFakeTimers();
  const api = new FakeApi([]);
  const registry = new NodeRegistry(api, addresses(), kubeletVersion);
  await registry.add(systemPool);
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
  const registry = new NodeRegistry(api, addresses(), kubeletVersion);
  jest.spyOn(api, "createNode").mockRejectedValueOnce(new Error("refused"));
  await expect(registry.add(tpuPool)).rejects.toThrow("refused");
  expect(registry.list()).toEqual([]);
  await registry.add(tpuPool);
  expect(registry.list().map((one) => one.metadata?.name)).toEqual(["tpu-0"]);
});

test("a lease that could not be renewed does not lose the node", async () => {
  const api = new FakeApi([]);
  const registry = new NodeRegistry(api, addresses(), kubeletVersion);
  jest.spyOn(api, "renewLease").mockRejectedValueOnce(new Error("refused"));
  await registry.add(tpuPool);
  expect(registry.addressOf("tpu-0")).toBe("10.64.254.1");
  expect(console.log).toHaveBeenCalledWith("lease of node tpu-0 was not renewed, retrying: refused");
});

describe("a node that goes", () => {
  test("is marked, then removed, and its name and address are free again", async () => {
    const api = new FakeApi([]);
    const registry = new NodeRegistry(api, addresses(), kubeletVersion);
    await registry.add(tpuPool);
    await registry.startDraining("tpu-0");
    expect(registry.list().map(isDraining)).toEqual([true]);
    await registry.remove("tpu-0");
    expect([registry.list(), api.nodes, registry.addressOf("tpu-0")]).toEqual([[], [], undefined]);
    for (let number = 0; number < 6; number += 1) await registry.add(tpuPool);
    expect(registry.list()).toHaveLength(6);
    expect(console.log).toHaveBeenCalledWith("node tpu-0 removed");
  });

  test("does not come back with a heartbeat, not even with one that was under way", async () => {
    jest.useFakeTimers();
    const api = new FakeApi([]);
    const registry = new NodeRegistry(api, addresses(), kubeletVersion);
    await registry.add(tpuPool);
    registry.startHeartbeats();
    const asked = jest.spyOn(api, "reportNodeReady").mockImplementationOnce(async () => {
      await registry.remove("tpu-0");
      return false;
    });
    await jest.advanceTimersByTimeAsync(200_000);
    registry.stop();
    expect(asked).toHaveBeenCalledTimes(1);
    expect(api.nodes).toEqual([]);
  });

  test("goes for good where somebody deleted it before it was marked", async () => {
    const api = new FakeApi([]);
    const registry = new NodeRegistry(api, addresses(), kubeletVersion);
    await registry.add(tpuPool);
    api.nodes.length = 0;
    await registry.startDraining("tpu-0");
    expect(registry.list()).toEqual([]);
  });

  test("stays when the API server refuses", async () => {
    const api = new FakeApi([]);
    const registry = new NodeRegistry(api, addresses(), kubeletVersion);
    await registry.add(tpuPool);
    jest.spyOn(api, "deleteNode").mockRejectedValueOnce(new Error("refused"));
    await expect(registry.remove("tpu-0")).rejects.toThrow("refused");
    expect(registry.addressOf("tpu-0")).toBe("10.64.254.1");
  });
});
