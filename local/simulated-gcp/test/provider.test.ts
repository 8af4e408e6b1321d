import { readFileSync } from "node:fs";
import { writeJson } from "../files";
import { unknownText } from "../protocol/unknown";
import { Provider, StillCreating } from "../provider";
import { clusterId, inputs, place, Simulation, types } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = new Simulation();
  await simulation.enableApis();
});

afterEach(() => {
  simulation.remove();
});

const networkId = "projects/my-project/global/networks/n";
const network = { type: types.network, urn: "urn" };

async function withoutCluster(): Promise<void> {
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", inputs.nodes);
  await simulation.create("account", inputs.account);
}

test("a preview knows the inputs, and nothing that Google Cloud makes up", () => {
  expect(simulation.provider.previewCreate(network, inputs.network)).toEqual({
    ...inputs.network,
    ...{ selfLink: unknownText, gatewayIpv4: unknownText, networkId: unknownText, numericId: unknownText },
  });
  expect(simulation.cloudState().resources).toHaveLength(4);
});

test("a preview of a change keeps what is made up, but nothing that hangs on what is not known", () => {
  const olds = { ...inputs.network, project: "my-project", selfLink: "link", gatewayIpv4: "", networkId: 1 };
  const change = { ...inputs.network, mtu: 1500 };

  expect(simulation.provider.previewUpdate(network, olds, change)).toEqual({
    ...{ ...olds, mtu: 1500, numericId: unknownText },
  });
  expect(simulation.provider.previewUpdate(network, olds, { ...change, description: unknownText })).toEqual({
    ...{ ...change, description: unknownText },
    ...{ selfLink: "link", gatewayIpv4: "", networkId: 1, numericId: unknownText },
  });
});

test("every call is written down as it begins and as it ends", async () => {
  await simulation.create("network", inputs.network);
  await simulation.create("network", inputs.network).catch(() => undefined);
  await simulation.read("network", networkId);
  await simulation.delete("network", networkId);

  expect(simulation.journal().slice(8)).toEqual([
    "begin create n",
    "end create n",
    "begin create n",
    `failed create n (googleapi: Error 409: The resource '${networkId}' already exists, alreadyExists)`,
    "begin read n",
    "end read n",
    "begin delete n",
    "end delete n",
  ]);
});

test("a fault fails a call before it has done anything, as often as it says", async () => {
  const error = "googleapi: Error 503: try again";
  simulation.setFaults({ call: "create", type: types.network, name: "n", error, times: 2 });

  await simulation.create("network", { ...inputs.network, name: "other" });
  await expect(simulation.create("network", inputs.network)).rejects.toThrow(error);
  await expect(simulation.create("network", inputs.network)).rejects.toThrow(error);
  expect(await simulation.read("network", networkId)).toBeUndefined();
  await expect(simulation.create("network", inputs.network)).resolves.toMatchObject({ id: networkId });
});

test.each(["update", "delete", "read"] as const)("a fault can hit %s too", async (call) => {
  await simulation.create("network", inputs.network);
  simulation.setFaults({ call, type: types.network, error: "no", times: 1 });
  const calls = {
    update: () => simulation.update("network", networkId, inputs.network),
    delete: () => simulation.delete("network", networkId),
    read: () => simulation.read("network", networkId),
  };

  await expect(calls[call]()).rejects.toThrow("no");
  expect((await simulation.read("network", networkId))?.inputs).toEqual(inputs.network);
});

test("what was changed or deleted behind the engine's back is seen", async () => {
  await simulation.create("network", inputs.network);
  const [changed] = simulation.cloudState().resources.slice(-1);
  writeJson(simulation.files.resources, [{ ...changed, inputs: { ...inputs.network, mtu: 1460 } }]);

  expect((await simulation.read("network", networkId))?.inputs).toEqual({ ...inputs.network, mtu: 1460 });
  writeJson(simulation.files.resources, []);
  expect(await simulation.read("network", networkId)).toBeUndefined();
  await expect(simulation.update("network", networkId, inputs.network)).rejects.toThrow(
    `googleapi: Error 404: Not found: ${networkId}., notFound`,
  );
  await expect(simulation.delete("network", networkId)).resolves.toBeUndefined();
});

test("an interrupted creation goes on without its provider, and the next one waits for its end", async () => {
  await withoutCluster();
  simulation.setFaults({ call: "create", type: types.cluster, delaySec: 2, times: 1 });
  const creating = simulation.create("cluster", inputs.cluster);
  setTimeout(() => {
    simulation.provider.cancel();
  }, 50);

  await expect(creating).rejects.toThrow(`${clusterId} is still being created; run the command again`);
  await expect(creating).rejects.toBeInstanceOf(StillCreating);
  const cluster = { type: types.cluster, urn: "urn" };
  const next = new Provider(simulation.cloud, place);
  await expect(next.create(cluster, inputs.cluster)).rejects.toThrow("Error 409: Already exists");
  await expect(simulation.create("pool", inputs.system)).rejects.toThrow(
    `googleapi: Error 400: Cluster ${clusterId} is being created., failedPrecondition`,
  );
  await next.update(cluster, clusterId, inputs.cluster);
  await expect(simulation.create("pool", inputs.system)).resolves.toBeDefined();
});

test("a pool has no nodes before it runs", async () => {
  await withoutCluster();
  await simulation.create("cluster", inputs.cluster);
  simulation.setFaults({ call: "create", type: types.pool, delaySec: 0.3, times: 1 });
  const pools = (): unknown => JSON.parse(readFileSync(simulation.files.nodePools, "utf8"));

  const creating = simulation.create("pool", inputs.system);
  await new Promise(setImmediate);
  const before = pools();
  await creating;

  expect(before).toEqual([]);
  expect(pools()).toMatchObject([{ name: "system" }]);
});

test("an interrupted deletion goes on, and deleting again waits for its end", async () => {
  await withoutCluster();
  await simulation.create("cluster", inputs.cluster);
  simulation.setFaults({ call: "delete", type: types.cluster, delaySec: 0.3, times: 1 });
  const deleting = simulation.delete("cluster", clusterId);
  await new Promise(setImmediate);
  simulation.provider.cancel();

  await expect(deleting).rejects.toThrow(`${clusterId} is still being deleted`);
  await new Provider(simulation.cloud, place).delete({ type: types.cluster, urn: "urn" }, clusterId);
  expect(simulation.cloudState().resources.some(({ type }) => type === types.cluster)).toBe(false);
});

test("settings can make clusters and pools slow", async () => {
  simulation.remove();
  simulation = await Simulation.withCluster({ delaysSec: { cluster: 0.2, nodePool: 0.1 } });
  const [cluster, pool] = [types.cluster, types.pool].map((type) =>
    simulation.cloudState().resources.find((one) => one.type === type),
  );

  expect((cluster?.readyAtMs ?? 0) - (cluster?.createdAtMs ?? 0)).toBe(200);
  expect((pool?.readyAtMs ?? 0) - (pool?.createdAtMs ?? 0)).toBe(100);
});

test.each([
  ["network", networkId],
  ["network", "my-project/n"],
  ["network", "n"],
  ["subnetwork", "my-project/europe-west4/nodes"],
  ["subnetwork", "europe-west4/nodes"],
] as const)("a %s can be imported as %s", async (type, id) => {
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", inputs.nodes);

  const found = await simulation.read(type, id);
  expect(found?.id).toMatch(new RegExp(`^projects/my-project/.*/${id.split("/").at(-1)}$`));
});

test.each(["other/n", "x", "etworks/n"])("no network is imported as %s", async (id) => {
  await simulation.create("network", inputs.network);

  expect(await simulation.read("network", id)).toBeUndefined();
});
