import { acceleratorNames } from "../../../../components/accelerators/table";
import type { AcceleratorName } from "../../../../components/accelerators/table";
import { AcceleratorNodePool } from "../../../../components/gke/node-pools/accelerator-node-pool.pulumi";
import { filledInPool } from "../../../../components/gke/node-pools/filled-by-gke";
import { SystemNodePool } from "../../../../components/gke/node-pools/system-node-pool.pulumi";
import { planAcceleratorPools } from "../../../../components/gke/node-pools/accelerator-pools";
import type { NodePoolsProps } from "../../../../components/gke/node-pools/node-pool-props";
import { resolveSystemPool } from "../../../../components/gke/node-pools/system-pool";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const email = "demo-nodes@my-project.iam.gserviceaccount.com";

async function make(accelerator: AcceleratorName, props: NodePoolsProps = {}) {
  const [spec] = planAcceleratorPools([{ accelerator, replicas: 2 }], props);
  if (spec === undefined) throw new Error("no pool is planned");
  const recorded = await recordCloud((provider, record) => {
    const options = { transformations: [record] };
    const place = {
      ...{ cluster: "demo-id", location: "europe-west4-a", zone: "europe-west4-a" },
      ...{ project: "my-project", nodeAccount: email, provider },
    };
    const systemPool = new SystemNodePool("sys", { ...resolveSystemPool({}, []), ...place }, options);
    new AcceleratorNodePool("pool", { ...spec, ...place, systemPool }, options);
  });
  const inputs = madeOnGoogle(recorded).get("pool")?.inputs;
  if (inputs === undefined) throw new Error("no pool was made");
  return { recorded, inputs };
}

const shared = {
  cluster: "demo-id",
  location: "europe-west4-a",
  project: "my-project",
  nodeLocations: ["europe-west4-a"],
  initialNodeCount: 2,
  autoscaling: { minNodeCount: 2, maxNodeCount: 8 },
  management: { autoRepair: true, autoUpgrade: true },
  upgradeSettings: { strategy: "SURGE", maxSurge: 0, maxUnavailable: 1 },
};

const guarded = {
  serviceAccount: email,
  oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
  shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
  workloadMetadataConfig: { mode: "GKE_METADATA" },
};

test("a pool of single-host TPU slices: the machine says it all, and the taint is GKE's", async () => {
  const { inputs } = await make("tpu-v6e-4");

  expect(inputs).toEqual({
    ...shared,
    name: "tpu-v6e-4",
    nodeConfig: {
      ...guarded,
      machineType: "ct6e-standard-4t",
      diskSizeGb: 281,
      diskType: "hyperdisk-balanced",
      labels: { "switchyard.dev/accelerator": "tpu-v6e-4" },
      taints: [],
    },
  });
});

test("a pool of GPUs: how many, which driver, and a taint that keeps other pods away", async () => {
  const { inputs } = await make("nvidia-l4-x2", { gpuDriver: "latest" });

  expect(inputs).toEqual({
    ...shared,
    name: "nvidia-l4-x2",
    nodeConfig: {
      ...guarded,
      machineType: "g2-standard-24",
      diskSizeGb: 148,
      diskType: "pd-balanced",
      labels: { "switchyard.dev/accelerator": "nvidia-l4-x2" },
      taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
      guestAccelerators: [
        { type: "nvidia-l4", count: 2, gpuDriverInstallationConfig: { gpuDriverVersion: "LATEST" } },
      ],
    },
  });
});

test("a GPU that replicas share is shared by turns", async () => {
  const { inputs } = await make("nvidia-l4", { gpuSharing: { clientsPerGpu: 2 } });

  expect(inputs).toMatchObject({
    initialNodeCount: 1,
    nodeConfig: {
      guestAccelerators: [
        {
          count: 1,
          gpuDriverInstallationConfig: { gpuDriverVersion: "LATEST" },
          gpuSharingConfig: { gpuSharingStrategy: "TIME_SHARING", maxSharedClientsPerGpu: 2 },
        },
      ],
    },
  });
});

describe("nodes that are paid for", () => {
  test("on demand ask for nothing special", async () => {
    const { inputs } = await make("nvidia-l4");

    for (const key of ["spot", "flexStart", "reservationAffinity"])
      expect(inputs["nodeConfig"]).not.toHaveProperty(key);
    expect(inputs["autoscaling"]).not.toHaveProperty("locationPolicy");
  });

  test("as spot are taken wherever there are some", async () => {
    const { inputs } = await make("nvidia-l4", { consumption: "spot" });

    expect(inputs).toMatchObject({
      ...shared,
      autoscaling: { minNodeCount: 2, maxNodeCount: 8, locationPolicy: "ANY" },
      nodeConfig: { spot: true },
    });
  });

  test("from a reservation are taken from that one alone", async () => {
    const reservation = "projects/owner/reservations/my-block";
    const { inputs } = await make("nvidia-h100-80gb-x8", { consumption: "reservation", reservation });

    expect(inputs).toMatchObject({
      ...shared,
      autoscaling: { minNodeCount: 2, maxNodeCount: 8, locationPolicy: "ANY" },
      nodeConfig: {
        reservationAffinity: {
          consumeReservationType: "SPECIFIC_RESERVATION",
          key: "compute.googleapis.com/reservation-name",
          values: [reservation],
        },
      },
    });
    for (const key of ["spot", "flexStart"]) expect(inputs["nodeConfig"]).not.toHaveProperty(key);
  });

  test("as flex-start come only for pods, from no reservation, and are neither repaired nor upgraded in place", async () => {
    const { inputs } = await make("nvidia-l4", { consumption: "flex-start" });

    expect(inputs).toMatchObject({
      initialNodeCount: 0,
      autoscaling: { minNodeCount: 0, maxNodeCount: 8, locationPolicy: "ANY" },
      management: { autoRepair: false, autoUpgrade: true },
      nodeConfig: { flexStart: true, reservationAffinity: { consumeReservationType: "NO_RESERVATION" } },
    });
    expect(inputs).not.toHaveProperty("upgradeSettings");
    expect(inputs["nodeConfig"]).not.toHaveProperty("spot");
  });
});

test("it comes after the pool without accelerators, and a new number of nodes does not replace it", async () => {
  const { recorded } = await make("tpu-v6e-4");

  expect(declarationOf(recorded, "pool")).toMatchObject({
    parent: "pool",
    dependsOn: ["sys"],
    options: { ignoreChanges: ["initialNodeCount", ...filledInPool], deleteBeforeReplace: true },
  });
});

describe("what GKE fills in changes nothing", () => {
  test.each(acceleratorNames)("in a pool of %s, of which no stack sets any", async (name) => {
    const { recorded, inputs } = await make(name);
    const { options } = declarationOf(recorded, "pool");

    expect(options.ignoreChanges).toEqual(
      expect.arrayContaining([
        "nodeConfig.ephemeralStorageLocalSsdConfig",
        "nodeConfig.localNvmeSsdBlockConfig",
      ]),
    );
    for (const path of filledInPool) expect(inputs).not.toHaveProperty(path);
  });
});

const driverPath = "nodeConfig.guestAccelerators[0].gpuDriverInstallationConfig";

test.each([
  ["nvidia-l4", {}, true],
  ["nvidia-l4", { gpuDriver: "latest" }, false],
  ["nvidia-l4", { accelerators: { "nvidia-l4": { gpuDriver: "default" } } }, false],
  ["tpu-v6e-4", {}, false],
] as const)(
  "the driver of a pool that exists stays where nobody chose one: %s, %j",
  async (name, props, stays) => {
    const { recorded } = await make(name, props);

    expect(declarationOf(recorded, "pool").options.ignoreChanges).toEqual([
      "initialNodeCount",
      ...filledInPool,
      ...(stays ? [driverPath] : []),
    ]);
  },
);
