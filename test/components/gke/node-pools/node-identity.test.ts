import { NodeIdentity } from "../../../../components/gke/node-pools/node-identity.pulumi";
import { ProjectServices } from "../../../../components/gke/cluster/project-services.pulumi";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const record = async (readsImages: boolean) =>
  recordCloud((provider, recorder) => {
    const shared = { project: "my-project", provider };
    const options = { transformations: [recorder] };
    const { services } = new ProjectServices("apis", shared, options);
    const args = { ...shared, clusterName: "demo", readsImages, after: services.slice(0, 1) };
    new NodeIdentity("nodes", args, options);
  });

const recording = record(false);

test("an account of the cluster's own, with the one role that nodes need", async () => {
  const made = [...madeOnGoogle(await recording).values()].filter(({ name }) => name.startsWith("nodes-"));

  expect(made.map(({ type, name, inputs }) => [type, name, inputs])).toEqual([
    [
      "gcp:serviceaccount/account:Account",
      "nodes-account",
      { accountId: "demo-nodes", project: "my-project", displayName: "Nodes of GKE cluster demo" },
    ],
    [
      "gcp:projects/iAMMember:IAMMember",
      "nodes-role",
      {
        project: "my-project",
        role: "roles/container.defaultNodeServiceAccount",
        member: "serviceAccount:demo-nodes@my-project.iam.gserviceaccount.com",
      },
    ],
  ]);
});

test("the account waits for the APIs, and gives way before another takes its id", async () => {
  const recorded = await recording;

  expect(declarationOf(recorded, "nodes-account")).toMatchObject({
    parent: "nodes",
    dependsOn: ["apis-cloudresourcemanager"],
    options: { deleteBeforeReplace: true },
  });
  expect(declarationOf(recorded, "nodes-role")).toMatchObject({ parent: "nodes", dependsOn: [] });
});

test("where images are in the project's registries, it may read them, and no more", async () => {
  const made = [...madeOnGoogle(await record(true)).values()].filter(({ type }) =>
    type.endsWith(":IAMMember"),
  );

  expect(made.map(({ name, inputs }) => [name, inputs["role"], inputs["project"]])).toEqual([
    ["nodes-role", "roles/container.defaultNodeServiceAccount", "my-project"],
    ["nodes-images", "roles/artifactregistry.reader", "my-project"],
  ]);
});
