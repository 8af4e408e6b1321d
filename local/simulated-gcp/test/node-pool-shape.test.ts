import { runningNodePools } from "../node-pools-file";
import type { Properties } from "../protocol/values";
import { nodeBounds } from "../resources/node-pool-bounds";
import { nodePoolKind } from "../resources/node-pool-fields";
import { nodePoolsSchema } from "@switchyard/contracts/node-pool";
import type { NodePool } from "@switchyard/contracts/node-pool";
import { clusterId, inputs, nodesEmail, Simulation } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = await Simulation.withCluster();
});

afterEach(() => {
  simulation.remove();
});

async function created(name: string, nodeConfig: Properties): Promise<NodePool | undefined> {
  await simulation.create("pool", {
    ...inputs.system,
    name,
    nodeConfig: { serviceAccount: nodesEmail, ...nodeConfig },
  });
  return runningNodePools(simulation.cloudState()).find((pool) => pool.name === name);
}

const tpuTaint = { key: "google.com/tpu", value: "present", effect: "NoSchedule" };
const gpuTaint = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" };
const t4 = { machineType: "n1-standard-8", guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] };

test("a system node has the labels that every node has", async () => {
  expect(await created("second", { machineType: "e2-standard-8", labels: { team: "a" } })).toEqual({
    name: "second",
    minNodes: 2,
    maxNodes: 4,
    shape: {
      name: "second",
      machineType: "e2-standard-8",
      cpu: 8,
      memoryGiB: 32,
      diskSizeGb: 100,
      labels: {
        team: "a",
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/instance-type": "e2-standard-8",
        "beta.kubernetes.io/os": "linux",
        "cloud.google.com/gke-boot-disk": "pd-balanced",
        "cloud.google.com/gke-container-runtime": "containerd",
        "cloud.google.com/gke-cpu-scaling-level": "8",
        "cloud.google.com/gke-logging-variant": "DEFAULT",
        "cloud.google.com/gke-max-pods-per-node": "110",
        "cloud.google.com/gke-memory-gb-scaling-level": "32",
        "cloud.google.com/gke-nodepool": "second",
        "cloud.google.com/gke-os-distribution": "cos",
        "cloud.google.com/gke-provisioning": "standard",
        "cloud.google.com/gke-stack-type": "IPV4",
        "cloud.google.com/machine-family": "e2",
        "failure-domain.beta.kubernetes.io/region": "europe-west4",
        "failure-domain.beta.kubernetes.io/zone": "europe-west4-a",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": "e2-standard-8",
        "topology.gke.io/zone": "europe-west4-a",
        "topology.kubernetes.io/region": "europe-west4",
        "topology.kubernetes.io/zone": "europe-west4-a",
      },
      taints: [],
      extendedResources: {},
    },
  });
});

test("a TPU node has GKE's labels and its taint, though nobody declared it", async () => {
  const { shape } = (await created("tpu", { machineType: "ct6e-standard-4t" })) ?? {};

  expect(shape).toMatchObject({
    cpu: 180,
    labels: {
      "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice",
      "cloud.google.com/gke-tpu-topology": "2x2",
      "cloud.google.com/gke-accelerator-count": "4",
    },
    taints: [tpuTaint],
    extendedResources: { "google.com/tpu": 4 },
  });
});

test("a declared taint appears once", async () => {
  const taints = [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }];

  expect((await created("gpu", { ...t4, taints }))?.shape.taints).toEqual([gpuTaint]);
});

test("a GPU pool is tainted by GKE only when another pool was there first, and stays as it was made", async () => {
  await simulation.delete("pool", `${clusterId}/nodePools/system`);
  const first = await created("first", t4);
  await simulation.create("pool", inputs.system);
  const second = await created("second", t4);
  await simulation.delete("pool", `${clusterId}/nodePools/system`);

  expect(first?.shape.taints).toEqual([]);
  expect(second?.shape.taints).toEqual([gpuTaint]);
  expect(runningNodePools(simulation.cloudState()).map(({ shape }) => shape.taints)).toEqual([
    [],
    [gpuTaint],
  ]);
});

test.each([
  [{ spot: true }, { "cloud.google.com/gke-spot": "true", "cloud.google.com/gke-provisioning": "spot" }],
  [
    { flexStart: true, reservationAffinity: { consumeReservationType: "NO_RESERVATION" } },
    { "cloud.google.com/gke-flex-start": "true", "cloud.google.com/gke-provisioning": "flex-start" },
  ],
])("how a node is paid for is a label: %j", async (consumption, labels) => {
  expect((await created("gpu", { ...t4, ...consumption }))?.shape.labels).toMatchObject(labels);
});

test.each([
  ["of its own accord", {}, "true"],
  ["as it is asked to", { ephemeralStorageLocalSsdConfig: { localSsdCount: 2 } }, "true"],
  ["not as raw disks", { localNvmeSsdBlockConfig: { localSsdCount: 2 } }, undefined],
])("a node with Local SSDs says that its pods' storage is on them: %s", async (_case, block, label) => {
  await simulation.create("pool", {
    ...inputs.system,
    name: "gpu",
    nodeLocations: ["europe-west4-b"],
    nodeConfig: {
      ...{ serviceAccount: nodesEmail, machineType: "a3-highgpu-1g", spot: true },
      guestAccelerators: [{ type: "nvidia-h100-80gb", count: 1 }],
      ...block,
    },
  });
  const found = runningNodePools(simulation.cloudState()).find(({ name }) => name === "gpu");

  expect(found?.shape.labels["cloud.google.com/gke-ephemeral-storage-local-ssd"]).toBe(label);
  expect(found?.shape.labels["cloud.google.com/machine-family"]).toBe("a3");
});

test("a GPU node has no label with the number of its GPUs, which Autopilot alone gives", async () => {
  const labels = (await created("gpu", t4))?.shape.labels;

  expect(labels).toMatchObject({ "cloud.google.com/gke-accelerator": "nvidia-tesla-t4" });
  expect(labels).not.toHaveProperty(["cloud.google.com/gke-accelerator-count"]);
});

test.each([
  [{ imageType: "UBUNTU_CONTAINERD" }, "cloud.google.com/gke-os-distribution", "ubuntu"],
  [{ diskType: "pd-ssd" }, "cloud.google.com/gke-boot-disk", "pd-ssd"],
  [{ loggingVariant: "MAX_THROUGHPUT" }, "cloud.google.com/gke-logging-variant", "MAX_THROUGHPUT"],
])("a label says how a node is made: %j", async (config, key, value) => {
  expect((await created("p", config))?.shape.labels).toMatchObject({ [key]: value });
});

test("a shared GPU counts once for each client", async () => {
  const gpuSharingConfig = { gpuSharingStrategy: "TIME_SHARING", maxSharedClientsPerGpu: 3 };
  const guestAccelerators = [{ type: "nvidia-tesla-t4", count: 1, gpuSharingConfig }];

  expect((await created("gpu", { ...t4, guestAccelerators }))?.shape).toMatchObject({
    extendedResources: { "nvidia.com/gpu": 3 },
    labels: {
      "cloud.google.com/gke-accelerator": "nvidia-tesla-t4",
      "cloud.google.com/gke-gpu-driver-version": "default",
      "cloud.google.com/gke-gpu-sharing-strategy": "time-sharing",
      "cloud.google.com/gke-max-shared-clients-per-gpu": "3",
    },
  });
});

test.each([
  ["the boot disk that is asked for", { machineType: "ct6e-standard-4t", diskSizeGb: 320 }, 320],
  [
    "Local SSDs, where the machine brings them",
    { machineType: "a2-ultragpu-2g", guestAccelerators: [{ type: "nvidia-a100-80gb", count: 2 }] },
    750,
  ],
])("pods write to %s", async (_case, nodeConfig, diskSizeGb) => {
  expect(await created("disks", nodeConfig)).toMatchObject({ shape: { diskSizeGb } });
});

test("what is written is what the node agent reads", async () => {
  await created("tpu", { machineType: "ct6e-standard-1t" });
  const pools = runningNodePools(simulation.cloudState());

  expect(pools).toHaveLength(2);
  expect(nodePoolsSchema.parse(JSON.parse(JSON.stringify(pools)))).toEqual(pools);
});

test.each([
  ["a pool of a fixed size", { autoscaling: undefined, initialNodeCount: 2 }, 1, [2, 2]],
  ["a size that was set later", { autoscaling: undefined, initialNodeCount: 2, nodeCount: 3 }, 1, [3, 3]],
  ["bounds in each zone", { autoscaling: { minNodeCount: 1, maxNodeCount: 4 } }, 3, [3, 12]],
  ["bounds over all zones", { autoscaling: { totalMinNodeCount: 1, totalMaxNodeCount: 4 } }, 3, [1, 4]],
])("%s", (_case, change, zones, [minNodes, maxNodes]) => {
  const fields = nodePoolKind.schema.parse({ ...inputs.system, ...change });

  expect(nodeBounds(fields, zones)).toEqual({ minNodes, maxNodes });
});

test("a regional cluster has nodes in three zones, unless it says which", async () => {
  await simulation.delete("cluster", clusterId);
  const region = { location: "europe-west4" };
  await simulation.create("cluster", { ...inputs.cluster, ...region });
  const { id } = await simulation.create("pool", { ...inputs.system, ...region, cluster: "c" });
  const bounds = () =>
    runningNodePools(simulation.cloudState()).map(({ minNodes, maxNodes }) => [minNodes, maxNodes]);

  expect(bounds()).toEqual([[6, 12]]);
  await simulation.update("cluster", "projects/my-project/locations/europe-west4/clusters/c", {
    ...inputs.cluster,
    ...region,
    nodeLocations: ["europe-west4-a"],
  });
  expect(bounds()).toEqual([[2, 4]]);
  expect(id).toBe("projects/my-project/locations/europe-west4/clusters/c/nodePools/system");
});
