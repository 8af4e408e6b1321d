/**
 * Which pod runs on which node, by the real scheduler: model servers as the charts render them, and nodes with the labels,
 * taints and accelerators that GKE gives to the pools of the product. There is no node agent, so that no pod starts.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { versions } from "../../components/versions";
import { stopCluster } from "@switchyard/cluster/cluster";
import { startApiServer, startControllers } from "@switchyard/cluster/control-plane/control-plane";
import { AddressPool } from "@switchyard/node-agent/address-pool";
import { ClusterApi } from "@switchyard/node-agent/cluster-api";
import { NodeRegistry } from "@switchyard/node-agent/node-registry";
import { clusterSettings } from "@switchyard/cluster/settings";
import { ensureTools } from "@switchyard/toolchain";
import { ApiServer } from "./support/api-server";
import { expectEventually } from "./support/eventually";
import { slotOfWorker } from "./support/laptop";
import { podsAndPools } from "../support/stack-on-nodes";
import type { PodAndPool } from "../support/stack-on-nodes";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const namespace = "models";

const stackOf = (accelerators: readonly string[], more: object = {}) => ({
  ...{ zone: "europe-west4-a", gateway: { proxySubnet: "10.129.0.0/23" }, ...more },
  models: accelerators.map((accelerator) => ({ model: `acme/${accelerator}`, accelerator })),
});

const gpus = ["nvidia-t4", "nvidia-l4", "nvidia-l4-x2", "nvidia-l4-x4"] as const;
/** Only a GPU that is alone in its node can be shared. */
const sharedGpus = ["nvidia-t4", "nvidia-l4"] as const;
const tpus = ["tpu-v6e-1", "tpu-v6e-4", "tpu-v6e-8"] as const;

/** Two stacks whose models use one cluster: of one, a model has the GPUs of a node to itself; of the other, it shares them. */
const stacks = {
  whole: stackOf([...gpus, ...tpus]),
  shared: stackOf(sharedGpus, { nodePools: { gpuSharing: { clientsPerGpu: 2 } } }),
};

const names = [
  ...[...gpus, ...tpus].map((name) => `whole-${name}`),
  ...sharedGpus.map((name) => `shared-${name}`),
];

const settings = clusterSettings(
  slotOfWorker(),
  path.join(mkdtempSync(path.join(os.tmpdir(), "switchyard-placement-")), "a checkout"),
);

let cluster: {
  readonly api: ApiServer;
  readonly nodes: NodeRegistry;
  readonly all: readonly PodAndPool[];
};

beforeAll(async () => {
  // Nodes that come and go.
  jest.spyOn(console, "log").mockReturnValue(undefined);
  mkdirSync(settings.stateDir, { recursive: true });
  const signal = new AbortController().signal;
  const start = { settings, toolchain: await ensureTools(() => undefined, signal) };
  await startApiServer(start);
  await startControllers(start);
  const nodes = new NodeRegistry(
    new ClusterApi(settings.kubeconfig),
    new AddressPool(settings.slot, 1, 50),
    versions.kubernetes,
  );
  nodes.startHeartbeats();
  const all = await podsAndPools(stacks, namespace);
  cluster = { api: await ApiServer.connect(settings.kubeconfig), nodes, all };
  await cluster.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } };
  await expectEventually(async () => (await cluster.api.read(account)).status, 200);
});

afterAll(async () => {
  cluster.nodes.stop();
  await stopCluster(settings, () => undefined);
  rmSync(path.dirname(path.dirname(path.dirname(settings.stateDir))), { recursive: true, force: true });
});

test("the stacks have the pods and pools that are tried", () => {
  expect(cluster.all.map(({ name }) => name).sort()).toEqual([...names].sort());
});

test("as nodes come one by one, the largest first, each takes its own pod, and the others wait", async () => {
  const { api, nodes, all } = cluster;
  const largestFirst = [...all].sort((one, other) => other.pool.shape.cpu - one.pool.shape.cpu);
  for (const { pod } of all) expect((await api.apply(pod)).status).toBe(201);
  for (const [index, { pool }] of largestFirst.entries()) {
    await nodes.add(pool);
    const placed = new Set(largestFirst.slice(0, index + 1).map(({ name }) => name));
    await expectEventually(
      placements,
      Object.fromEntries(all.map(({ name }) => [name, placed.has(name) ? `${name}-0` : "Unschedulable"])),
    );
  }
  for (const { name } of all) await removePod(name);
});

test.each(names)(
  "%s waits while a node of every other kind is free, and takes its own when that comes",
  async (name) => {
    const { api, nodes, all } = cluster;
    const own = all.find((one) => one.name === name);
    if (own === undefined) throw new Error(`there is no ${name}`);
    await nodes.remove(`${name}-0`);
    expect((await api.apply(own.pod)).status).toBe(201);
    await expectEventually(placements, { [name]: "Unschedulable" });

    await nodes.add(own.pool);
    await expectEventually(placements, { [name]: `${name}-0` });
    await removePod(name);
  },
);

test("as many pods as share a GPU are on one node", async () => {
  const { api, all } = cluster;
  const shared = all.find(({ name }) => name === "shared-nvidia-l4");
  const pods = ["one", "two", "three"].map((name) => ({
    ...z.looseObject({}).parse(shared?.pod),
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name, namespace } },
  }));
  for (const pod of pods) expect((await api.apply(pod)).status).toBe(201);

  await expectEventually(
    async () => Object.values(await placements()).sort(),
    ["Unschedulable", "shared-nvidia-l4-0", "shared-nvidia-l4-0"],
  );
});

const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ nodeName: z.string().optional() }),
      status: z.object({
        conditions: z.array(z.object({ type: z.string(), reason: z.string().optional() })).default([]),
      }),
    }),
  ),
});

/** Where each pod is, or why it is nowhere. */
async function placements(): Promise<Readonly<Record<string, string>>> {
  const { body } = await cluster.api.send("GET", `/api/v1/namespaces/${namespace}/pods`);
  return Object.fromEntries(
    podList.parse(body).items.map(({ metadata, spec, status }) => {
      const scheduled = status.conditions.find(({ type }) => type === "PodScheduled");
      return [metadata.name, spec.nodeName ?? scheduled?.reason ?? "not looked at"];
    }),
  );
}

/** At once: no kubelet would confirm that it has ended. */
async function removePod(name: string): Promise<void> {
  const pod = `/api/v1/namespaces/${namespace}/pods/${name}`;
  expect((await cluster.api.send("DELETE", `${pod}?gracePeriodSeconds=0`)).status).toBe(200);
}
