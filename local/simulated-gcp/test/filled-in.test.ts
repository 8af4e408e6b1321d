/** What Google's servers fill in, and what the real provider then takes for a change. */
import type { Properties } from "../protocol/values";
import { plannedChanges } from "../provider-schema/planned-changes";
import { importedInputs } from "../provider-schema/read-inputs";
import { kindOf } from "../resources/kinds";
import { clusterId, inputs, nodesEmail, Simulation, types } from "./simulation";
import type { ShortType } from "./simulation";

/** The zone has every accelerator but TPUs. */
const zone = "us-central1-a";
const place = { location: zone };
const otherCluster = clusterId.replace("europe-west4-a", zone);

let simulation: Simulation;

beforeEach(async () => {
  simulation = new Simulation({ day: "2026-11-27" });
  await simulation.enableApis();
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", { ...inputs.nodes, region: "us-central1" });
  await simulation.create("account", inputs.account);
});

afterEach(() => {
  simulation.remove();
});

const cluster = { ...inputs.cluster, ...place };

function pool(nodeConfig: Properties, rest: Properties = {}): Properties {
  return {
    ...inputs.system,
    ...place,
    cluster: otherCluster,
    ...rest,
    nodeConfig: { serviceAccount: nodesEmail, ...nodeConfig },
  };
}

const spotH100 = (count: number) => ({
  machineType: `a3-highgpu-${count}g`,
  spot: true,
  guestAccelerators: [{ type: "nvidia-h100-80gb", count }],
});

async function createdPool(nodeConfig: Properties): Promise<Properties> {
  await simulation.create("cluster", cluster);
  const { outputs } = await simulation.create("pool", pool(nodeConfig));
  return outputs;
}

/** What an update would do to a resource of which the program says nothing new. */
function unasked(type: ShortType, given: Properties, state: Properties): readonly string[] {
  const changes = plannedChanges(state, given, kindOf(types[type]).facts);
  return changes.map(({ path, replaces }) => `${path}${replaces ? " (replaces)" : ""}`);
}

test.each([
  [spotH100(1), 2],
  [spotH100(2), 4],
  [spotH100(8), 16],
  [{ machineType: "a2-ultragpu-2g", guestAccelerators: [{ type: "nvidia-a100-80gb", count: 2 }] }, 2],
])(
  "the Local SSDs of %j are filled in, and replace a pool that does not say so",
  async (config, localSsdCount) => {
    const state = await createdPool(config);

    expect(state).toMatchObject({ nodeConfig: { ephemeralStorageLocalSsdConfig: { localSsdCount } } });
    expect(unasked("pool", pool(config), state)).toEqual([
      "nodeConfig.ephemeralStorageLocalSsdConfig (replaces)",
    ]);
  },
);

test.each([
  ["as GKE has them", { ephemeralStorageLocalSsdConfig: { localSsdCount: 4 } }],
  ["as raw disks", { localNvmeSsdBlockConfig: { localSsdCount: 4 } }],
])("a pool that says its Local SSDs stays: %s", async (_case, block) => {
  const config = { ...spotH100(2), ...block };
  const state = await createdPool(config);

  expect(unasked("pool", pool(config), state)).toEqual([]);
  expect(
    Object.keys(state["nodeConfig"] ?? {}).filter((name) => /LocalSsdConfig|SsdBlock/.test(name)),
  ).toEqual(Object.keys(block));
});

test.each([
  [{ machineType: "e2-standard-4" }],
  [{ machineType: "g2-standard-8", guestAccelerators: [{ type: "nvidia-l4", count: 1 }] }],
  [
    {
      machineType: "a2-highgpu-1g",
      spot: true,
      guestAccelerators: [{ type: "nvidia-tesla-a100", count: 1 }],
    },
  ],
  [{ machineType: "n1-standard-8", guestAccelerators: [{ type: "nvidia-tesla-t4", count: 1 }] }],
  [{ machineType: "e2-standard-4", resourceLabels: { team: "a" }, labels: { b: "2" }, tags: ["c"] }],
])("what GKE fills in for %j changes nothing", async (config) => {
  const state = await createdPool(config);

  expect(unasked("pool", pool(config), state)).toEqual([]);
});

test("metadata without GKE's own key replaces the pool, as the provider's documents warn", async () => {
  const config = { machineType: "e2-standard-4", metadata: { a: "1" } };
  const state = await createdPool(config);

  expect(unasked("pool", pool(config), state)).toEqual([
    "nodeConfig.metadata.disable-legacy-endpoints (replaces)",
  ]);
});

test("a pool reads back with GKE's own values beside those that were asked for", async () => {
  await simulation.create("cluster", {
    ...cluster,
    workloadIdentityConfig: { workloadPool: "my-project.svc.id.goog" },
  });
  const taints = [{ key: "a", value: "b", effect: "NO_SCHEDULE" }];
  await simulation.create("pool", pool({ machineType: "e2-standard-4" }));
  const l4 = { machineType: "g2-standard-8", guestAccelerators: [{ type: "nvidia-l4", count: 1 }] };
  const { outputs } = await simulation.create("pool", pool({ ...l4, taints, spot: true }, { name: "gpu" }));

  expect(outputs).toMatchObject({
    ...{ version: "1.35.8-gke.1036000", maxPodsPerNode: 110, nodeLocations: [zone], initialNodeCount: 2 },
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    networkConfig: { podRange: "pods", enablePrivateNodes: false },
    nodeConfig: {
      ...{ imageType: "COS_CONTAINERD", diskType: "pd-balanced", diskSizeGb: 100, loggingVariant: "DEFAULT" },
      metadata: { "disable-legacy-endpoints": "true" },
      shieldedInstanceConfig: { enableIntegrityMonitoring: true, enableSecureBoot: false },
      resourceLabels: { "goog-gke-node-pool-provisioning-model": "spot" },
      workloadMetadataConfig: { mode: "GKE_METADATA" },
      taints,
      effectiveTaints: [...taints, { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
    },
  });
});

test("a cluster reads back with GKE's own values, of which its missing default pool alone would be a change", async () => {
  const { outputs } = await simulation.create("cluster", cluster);

  expect(outputs).toMatchObject({
    ...{ masterVersion: "1.35.8-gke.1036000", networkingMode: "VPC_NATIVE", nodePools: [] },
    ...{ clusterIpv4Cidr: "10.4.0.0/14", servicesIpv4Cidr: "10.8.0.0/20" },
    releaseChannel: { channel: "REGULAR" },
    databaseEncryption: { state: "DECRYPTED" },
  });
  expect(outputs).not.toHaveProperty("maintenancePolicy");
  expect(unasked("cluster", cluster, outputs)).toEqual(["nodeConfig (replaces)"]);
});

test("a cluster without its default pool has the configuration of the first one that it still has", async () => {
  await simulation.create("cluster", cluster);
  await simulation.create("pool", pool({ machineType: "e2-standard-8", diskSizeGb: 50 }));
  const state = (await simulation.read("cluster", otherCluster))?.outputs ?? {};

  expect(state).toMatchObject({
    nodePools: [{ name: "system" }],
    nodeConfig: { machineType: "e2-standard-8" },
  });
  expect(unasked("cluster", cluster, state)).toEqual([]);
  expect(
    unasked("cluster", { ...cluster, nodeConfig: { serviceAccount: nodesEmail, diskSizeGb: 20 } }, state),
  ).toEqual(["nodeConfig.diskSizeGb"]);
});

test("what an import reads can be asked for again, and is no change", async () => {
  await simulation.create("cluster", cluster);
  await simulation.create("pool", pool(spotH100(1)));

  for (const [type, id] of [
    ["cluster", otherCluster],
    ["pool", `${otherCluster}/nodePools/system`],
  ] as const) {
    const { schema, facts } = kindOf(types[type]);
    const state = (await simulation.read(type, id))?.outputs ?? {};
    const imported = importedInputs(schema, state, facts);

    expect(imported).toMatchObject({ name: type === "cluster" ? "c" : "system", location: zone });
    expect(simulation.check(type, imported)).toEqual([]);
    expect(unasked(type, imported, state)).toEqual([]);
  }
});

describe("versions", () => {
  const asking = (minMasterVersion: string, channel = "REGULAR") => ({
    ...cluster,
    minMasterVersion,
    releaseChannel: { channel },
  });

  test("a cluster of a minor version that has left its channel is refused in GKE's words", async () => {
    await expect(simulation.create("cluster", asking("1.34"))).rejects.toThrow(
      'googleapi: Error 400: No valid versions with the prefix "1.34" found., badRequest',
    );
  });

  test("the same is made while the channel has it, and stays when it has not any more", async () => {
    simulation.remove();
    simulation = await Simulation.withCluster({ day: "2026-09-30" });
    const { outputs } = await simulation.update("cluster", clusterId, {
      ...inputs.cluster,
      minMasterVersion: "1.34",
    });

    // It was made with a newer one, and is never set back.
    expect(outputs).toMatchObject({ masterVersion: "1.35.8-gke.1036000" });
  });

  test("an upgrade that the program asks for is made", async () => {
    await simulation.create("cluster", asking("1.35"));
    const { outputs } = await simulation.update("cluster", otherCluster, asking("1.36"));

    expect(outputs).toMatchObject({ masterVersion: "1.36.4-gke.1082000", minMasterVersion: "1.36" });
  });

  test.each([
    ["RAPID", "1.36.4-gke.1082000"],
    ["STABLE", "1.35.6-gke.1250000"],
    ["EXTENDED", "1.35.8-gke.1225000"],
    ["UNSPECIFIED", "1.35.6-gke.1250000"],
  ])("%s has its own default", async (channel, masterVersion) => {
    const { outputs } = await simulation.create("cluster", { ...cluster, releaseChannel: { channel } });

    expect(outputs).toMatchObject({ masterVersion });
  });

  test("without a configured day the simulation has today", async () => {
    simulation.remove();
    simulation = await Simulation.withCluster();

    expect(await simulation.read("cluster", clusterId)).toHaveProperty(
      "outputs.masterVersion",
      expect.stringMatching(/^1\.\d+\.\d+-gke\.\d+$/),
    );
  });
});
