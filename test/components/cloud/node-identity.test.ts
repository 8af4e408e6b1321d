import { NodeIdentity } from "../../../components/cloud/node-identity";
import { ProjectServices } from "../../../components/cloud/project-services";
import { declarationOf, madeOnGoogle, recordCloud } from "../../support/google-cloud";

const recording = recordCloud((provider, record) => {
  const shared = { project: "my-project", provider };
  const options = { transformations: [record] };
  const { services } = new ProjectServices("apis", shared, options);
  new NodeIdentity("nodes", { ...shared, clusterName: "demo", after: services.slice(0, 1) }, options);
});

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
