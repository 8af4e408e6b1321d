import { readFileSync } from "node:fs";
import type { Properties } from "../protocol/values";
import { clusterId, inputs, nodesEmail, Simulation } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = await Simulation.withCluster({ quotas: { "nvidia-l4": 4, "tpu-v6e-slice": 8 } });
});

afterEach(() => {
  simulation.remove();
});

/** Inputs of a pool, with some of them changed. */
function pool(name: string, nodeConfig: Properties, rest: Properties = {}): Properties {
  return {
    ...inputs.system,
    name,
    initialNodeCount: 1,
    autoscaling: { minNodeCount: 1, maxNodeCount: 8 },
    ...rest,
    nodeConfig: { serviceAccount: nodesEmail, ...nodeConfig },
  };
}

const l4 = (count: number, machine = "g2-standard-8") => ({
  machineType: machine,
  guestAccelerators: [{ type: "nvidia-l4", count }],
});

test.each([
  ["pd-balanced", "e2-standard-4", true],
  ["hyperdisk-balanced", "e2-standard-4", false],
  ["hyperdisk-balanced", "ct6e-standard-4t", true],
  ["pd-ssd", "ct6e-standard-4t", false],
  ["pd-standard", "c3-standard-4", false],
  ["pd-balanced", "c3-standard-4", true],
  ["hyperdisk-balanced", "c3-standard-4", true],
])("a disk of type %s in a %s: %s", async (diskType, machineType, fits) => {
  const creating = simulation.create("pool", pool("p", { machineType, diskType }));

  if (fits) await expect(creating).resolves.toBeDefined();
  else
    await expect(creating).rejects.toThrow(
      `googleapi: Error 400: [${diskType}] features are not compatible for creating instance., badRequest`,
    );
});

test("a pool has its id, and a group of instances in each zone", async () => {
  const { id, outputs } = await simulation.create("pool", pool("tpu", { machineType: "ct6e-standard-4t" }));

  expect(id).toBe(`${clusterId}/nodePools/tpu`);
  expect(outputs).toMatchObject({
    location: "europe-west4-a",
    instanceGroupUrls: [
      "https://www.googleapis.com/compute/v1/projects/my-project/zones/europe-west4-a/instanceGroups/gke-tpu",
    ],
    managedInstanceGroupUrls: [
      "https://www.googleapis.com/compute/v1/projects/my-project/zones/europe-west4-a/instanceGroupManagers/gke-tpu",
    ],
  });
});

test("a pool finds its cluster by name as well", async () => {
  const { id } = await simulation.create("pool", { ...inputs.system, name: "other", cluster: "c" });

  expect(id).toBe(`${clusterId}/nodePools/other`);
});

test.each<[string, Properties, string]>([
  ["that exists", inputs.system, `Error 409: Already exists: ${clusterId}/nodePools/system., alreadyExists`],
  [
    "without its cluster",
    { ...inputs.system, cluster: "d" },
    "Error 404: Not found: projects/my-project/locations/europe-west4-a/clusters/d., notFound",
  ],
  [
    "of the default account",
    pool("p", { serviceAccount: "default" }),
    'Error 400: The user does not have access to service account "default".',
  ],
  [
    "of no machine",
    pool("p", { machineType: "e3-standard-4" }),
    'Error 400: Machine type "e3-standard-4" does not exist., badRequest',
  ],
  [
    "of a GPU machine without a GPU",
    pool("p", { machineType: "g2-standard-8" }),
    'Error 400: Machine type "g2-standard-8" needs guestAccelerators that list its GPUs., badRequest',
  ],
  [
    "of too many GPUs",
    pool("p", l4(2)),
    'Error 400: Accelerator type "nvidia-l4" with count 2 cannot be attached to machine type "g2-standard-8"., badRequest',
  ],
  [
    "of other GPUs",
    pool("p", { ...l4(1), guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] }),
    'Error 400: Accelerator type "nvidia-tesla-t4" with count 1 cannot be attached to machine type "g2-standard-8"., badRequest',
  ],
  [
    "of a GPU on a TPU",
    pool("p", l4(1, "ct6e-standard-1t")),
    'Error 400: Accelerator type "nvidia-l4" with count 1 cannot be attached to machine type "ct6e-standard-1t"., badRequest',
  ],
  [
    "of a TPU in a zone without it",
    pool("p", { machineType: "ct6e-standard-4t" }, { nodeLocations: ["europe-west4-b"] }),
    "Error 400: Machine type with name 'ct6e-standard-4t' does not exist in zone 'europe-west4-b'., badRequest",
  ],
  [
    "of a part of an H100 host on demand",
    pool(
      "p",
      { machineType: "a3-highgpu-2g", guestAccelerators: [{ type: "nvidia-h100-80gb", count: 2 }] },
      { nodeLocations: ["europe-west4-b"] },
    ),
    'Error 400: Machine type "a3-highgpu-2g" is only available as Spot VMs or with flex-start., badRequest',
  ],
  [
    "of another topology",
    pool(
      "p",
      { machineType: "ct6e-standard-4t" },
      { placementPolicy: { type: "COMPACT", tpuTopology: "4x4" } },
    ),
    'Error 400: TPU topology "4x4" takes several machines of topology "2x2"; slices of several hosts are not simulated, notImplemented',
  ],
  [
    "of more GPUs than the quota",
    pool("p", l4(1), { autoscaling: { minNodeCount: 5, maxNodeCount: 8 } }),
    `Error 403: Insufficient regional quota to satisfy request: resource "NVIDIA_L4_GPUS": request requires '5.0' and is short '1.0'. project has a quota of '4.0' with '4.0' available., forbidden`,
  ],
  [
    "of more TPUs than the quota",
    pool("p", { machineType: "ct6e-standard-4t" }, { initialNodeCount: 3 }),
    "Error 403: Quota 'TPUS_PER_TPU_FAMILY' exceeded. Limit: 8.0 in region europe-west4., quotaExceeded",
  ],
  [
    "flex-start beside reservations",
    pool("p", { ...l4(1), flexStart: true }),
    "Error 400: Flex-start node pools must have the reservation affinity NO_RESERVATION., badRequest",
  ],
  [
    "flex-start with repair",
    pool(
      "p",
      { ...l4(1), flexStart: true, reservationAffinity: { consumeReservationType: "NO_RESERVATION" } },
      { management: { autoRepair: true } },
    ),
    "Error 400: Flex-start node pools must not have node auto-repair., badRequest",
  ],
])("refused: a pool %s", async (_case, given, message) => {
  await expect(simulation.create("pool", given)).rejects.toThrow(`googleapi: ${message}`);
});

test("flex-start nodes need the autoscaler", async () => {
  const config = {
    ...l4(1),
    flexStart: true,
    reservationAffinity: { consumeReservationType: "NO_RESERVATION" },
  };
  const { autoscaling: _, ...given } = pool("p", config);

  await expect(simulation.create("pool", given)).rejects.toThrow(
    "Error 400: Flex-start node pools must have autoscaling., badRequest",
  );
});

test("the quota counts what other pools of the region have, and no node that may come", async () => {
  const own = pool("p", l4(1), { autoscaling: { minNodeCount: 3, maxNodeCount: 100 } });
  await simulation.create("pool", own);

  await expect(simulation.create("pool", pool("q", l4(2, "g2-standard-24")))).rejects.toThrow(
    "request requires '2.0' and is short '1.0'. project has a quota of '4.0' with '1.0' available.",
  );
  await expect(simulation.create("pool", pool("q", l4(1)))).resolves.toBeDefined();
  await expect(
    simulation.update("pool", `${clusterId}/nodePools/p`, {
      ...own,
      autoscaling: { minNodeCount: 4, maxNodeCount: 100 },
    }),
  ).rejects.toThrow("is short '1.0'");
});

test("a TPU pool cannot be the first", async () => {
  await simulation.delete("pool", `${clusterId}/nodePools/system`);

  await expect(simulation.create("pool", pool("tpu", { machineType: "ct6e-standard-4t" }))).rejects.toThrow(
    "googleapi: Error 400: Cluster must have at least one node pool without TPUs before a TPU node pool is created., failedPrecondition",
  );
});

const reserved = {
  consumeReservationType: "SPECIFIC_RESERVATION",
  key: "compute.googleapis.com/reservation-name",
  values: ["ours"],
};

test("a pool takes the nodes of a reservation", async () => {
  const { outputs } = await simulation.create("pool", pool("p", { ...l4(1), reservationAffinity: reserved }));

  expect(outputs).toMatchObject({ nodeConfig: { reservationAffinity: reserved } });
});

test.each<[Properties, string, string]>([
  [
    { autoscaling: { minNodeCount: 3, maxNodeCount: 2 } },
    "autoscaling.minNodeCount",
    "must not be above maxNodeCount",
  ],
  [
    { autoscaling: { totalMinNodeCount: 3, totalMaxNodeCount: 2 } },
    "autoscaling.totalMinNodeCount",
    "must not be above totalMaxNodeCount",
  ],
  [
    { autoscaling: { minNodeCount: 1 } },
    "autoscaling",
    "must have one of maxNodeCount and totalMaxNodeCount above 0",
  ],
  [
    { upgradeSettings: { maxSurge: 0, maxUnavailable: 0 } },
    "upgradeSettings",
    "maxSurge and maxUnavailable must not both be 0",
  ],
  [
    { upgradeSettings: { maxSurge: 20, maxUnavailable: 1 } },
    "upgradeSettings",
    "maxSurge and maxUnavailable must not be above 20 together",
  ],
  [
    { nodeConfig: { spot: true, flexStart: true } },
    "nodeConfig.flexStart",
    "must not be set together with spot",
  ],
  [
    { nodeConfig: { taints: [{ key: "k", value: "v", effect: "NO_EXECUTE" }] } },
    "nodeConfig.taints[0].effect",
    'Invalid input: expected "NO_SCHEDULE"',
  ],
  [{ nodeConfig: { diskSizeGb: 9 } }, "nodeConfig.diskSizeGb", "Too small: expected number to be >=10"],
  [
    { nodeConfig: { maxRunDuration: "7d" } },
    "nodeConfig.maxRunDuration",
    "must be a number of seconds such as 604800s",
  ],
  [
    { nodeConfig: { reservationAffinity: { consumeReservationType: "SPECIFIC_RESERVATION" } } },
    "nodeConfig.reservationAffinity",
    "must name one reservation, by the key compute.googleapis.com/reservation-name, where it is a specific one",
  ],
  [
    { nodeConfig: { reservationAffinity: { ...reserved, consumeReservationType: "ANY_RESERVATION" } } },
    "nodeConfig.reservationAffinity",
    "must name one reservation, by the key compute.googleapis.com/reservation-name, where it is a specific one",
  ],
  [
    { nodeConfig: { spot: true, reservationAffinity: reserved } },
    "nodeConfig.reservationAffinity",
    "must not be a specific reservation together with spot",
  ],
])("found before anything is created: %j", (change, property, reason) => {
  expect(simulation.check("pool", { ...inputs.system, ...change })).toEqual([{ property, reason }]);
});

test("the node agent is told of a pool as it comes, changes and goes", async () => {
  const told = (): unknown => JSON.parse(readFileSync(simulation.files.nodePools, "utf8"));
  const id = `${clusterId}/nodePools/system`;

  expect(told()).toMatchObject([{ name: "system", minNodes: 2, maxNodes: 4 }]);
  await simulation.update("pool", id, {
    ...inputs.system,
    autoscaling: { minNodeCount: 0, maxNodeCount: 9 },
  });
  expect(told()).toMatchObject([{ name: "system", minNodes: 0, maxNodes: 9 }]);
  await simulation.delete("pool", id);
  expect(told()).toEqual([]);
});
