import { ProjectServices } from "../../../../components/gke/cluster/project-services.pulumi";
import { declarationOf, madeOnGoogle, recordCloud } from "../../../support/google-cloud";

const recording = recordCloud((provider, record) => {
  new ProjectServices("apis", { project: "my-project", provider }, { transformations: [record] });
});

const apis = [
  "cloudresourcemanager",
  "compute",
  "container",
  "iam",
  "logging",
  "monitoring",
  "networkservices",
];

test("exactly the APIs that are used are enabled, and stay enabled when the stack goes", async () => {
  const made = madeOnGoogle(await recording);

  expect([...made.keys()].sort()).toEqual(apis.map((api) => `apis-${api}`));
  for (const api of apis)
    expect(made.get(`apis-${api}`)).toMatchObject({
      type: "gcp:projects/service:Service",
      inputs: { project: "my-project", service: `${api}.googleapis.com`, disableOnDestroy: false },
    });
});

test("they wait for nothing", async () => {
  const recorded = await recording;

  for (const api of apis)
    expect(declarationOf(recorded, `apis-${api}`)).toMatchObject({ parent: "apis", dependsOn: [] });
});
