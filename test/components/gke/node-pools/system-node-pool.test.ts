import { filledInPool } from "../../../../components/gke/node-pools/filled-by-gke";
import { SystemNodePool } from "../../../../components/gke/node-pools/system-node-pool.pulumi";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const email = "demo-nodes@my-project.iam.gserviceaccount.com";

const recording = recordCloud((provider, record) => {
  const spec = {
    name: "system",
    machineType: "e2-standard-4",
    minNodes: 2,
    maxNodes: 4,
    diskSizeGb: 50,
    diskType: "pd-balanced",
  } as const;
  const place = {
    cluster: "demo-id",
    location: "europe-west4",
    zone: "europe-west4-a",
    project: "my-project",
  };
  new SystemNodePool(
    "sys",
    { ...spec, ...place, nodeAccount: email, provider },
    { transformations: [record] },
  );
});

test("the whole pool: in one zone, within its bounds, renewed by one more node at a time", async () => {
  const pool = madeOnGoogle(await recording).get("sys");

  expect(pool?.type).toBe("gcp:container/nodePool:NodePool");
  expect(pool?.inputs).toEqual({
    name: "system",
    cluster: "demo-id",
    location: "europe-west4",
    project: "my-project",
    nodeLocations: ["europe-west4-a"],
    initialNodeCount: 2,
    autoscaling: { minNodeCount: 2, maxNodeCount: 4 },
    management: { autoRepair: true, autoUpgrade: true },
    upgradeSettings: { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 },
    nodeConfig: {
      machineType: "e2-standard-4",
      diskSizeGb: 50,
      diskType: "pd-balanced",
      serviceAccount: email,
      oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
      workloadMetadataConfig: { mode: "GKE_METADATA" },
    },
  });
});

test("another number of nodes at the start replaces nothing, and the upgrade of many nodes has its time", async () => {
  expect(declarationOf(await recording, "sys")).toEqual({
    type: "gcp:container/nodePool:NodePool",
    name: "sys",
    parent: "sys",
    dependsOn: [],
    options: {
      protect: undefined,
      ignoreChanges: ["initialNodeCount", ...filledInPool],
      deleteBeforeReplace: true,
      customTimeouts: { create: "1h", update: "4h", delete: "1h" },
    },
  });
});
