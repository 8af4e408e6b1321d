import { Provider } from "../provider";
import { inputs, nodesEmail, Simulation, types } from "./simulation";

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => {
  simulation.remove();
});

test.each([
  ["network", inputs.network, "compute.googleapis.com", "Compute Engine API"],
  ["account", inputs.account, "iam.googleapis.com", "Identity and Access Management (IAM) API"],
  ["cluster", inputs.cluster, "container.googleapis.com", "Kubernetes Engine API"],
] as const)("a %s needs its API", async (type, given, api, title) => {
  await expect(simulation.create(type, given)).rejects.toThrow(
    `googleapi: Error 403: ${title} has not been used in project my-project before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${api}/overview?project=my-project then retry.`,
  );
});

test("an API is enabled twice without harm, and stays enabled when Pulumi forgets it", async () => {
  const compute = { service: "compute.googleapis.com" };
  await simulation.create("service", compute);
  const { id } = await simulation.create("service", compute);
  await simulation.delete("service", id);

  expect(id).toBe("my-project/compute.googleapis.com");
  expect(simulation.cloudState().resources).toHaveLength(1);
  await expect(simulation.create("network", inputs.network)).resolves.toBeDefined();
});

test("an API that is to be disabled is", async () => {
  const { id } = await simulation.create("service", {
    service: "compute.googleapis.com",
    disableOnDestroy: true,
  });
  await simulation.delete("service", id);

  expect(simulation.cloudState().resources).toEqual([]);
});

test("a service account has an address, a member and a name", async () => {
  await simulation.enableApis();

  const { id, outputs } = await simulation.create("account", inputs.account);

  expect(id).toBe(`projects/my-project/serviceAccounts/${nodesEmail}`);
  expect(outputs).toMatchObject({ email: nodesEmail, member: `serviceAccount:${nodesEmail}`, name: id });
});

test("a second account of that id is refused, but where it is to be taken over", async () => {
  await simulation.enableApis();
  await simulation.create("account", inputs.account);

  await expect(simulation.create("account", inputs.account)).rejects.toThrow(
    "googleapi: Error 409: Service account gke-nodes already exists within project projects/my-project.",
  );
  await expect(
    simulation.create("account", { ...inputs.account, createIgnoreAlreadyExists: true }),
  ).resolves.toMatchObject({ outputs: { email: nodesEmail } });
});

test("a role is granted to accounts that exist, and twice without harm", async () => {
  await simulation.enableApis();
  const grant = {
    project: "my-project",
    role: "roles/logging.logWriter",
    member: `serviceAccount:${nodesEmail}`,
  };

  await expect(simulation.create("member", grant)).rejects.toThrow(
    `googleapi: Error 400: Service account ${nodesEmail} does not exist., badRequest`,
  );
  await simulation.create("account", inputs.account);
  await simulation.create("member", grant);
  const { id } = await simulation.create("member", grant);

  expect(id).toBe(`my-project/roles/logging.logWriter/serviceAccount:${nodesEmail}`);
  expect(simulation.cloudState().resources.filter(({ type }) => type === types.member)).toHaveLength(1);
});

test.each([
  [{ accountId: "short" }, "accountId"],
  [{ accountId: "a".repeat(31) }, "accountId"],
])("an account id is 6 to 30 characters long: %j", (given, property) => {
  expect(simulation.check("account", given)).toEqual([
    { property, reason: "must be 6 to 30 lower-case letters, digits or hyphens, and begin with a letter" },
  ]);
});

test("a role and a member have a form", () => {
  expect(simulation.check("member", { project: "p", role: "logWriter", member: nodesEmail })).toEqual([
    { property: "role", reason: "must be a role such as roles/logging.logWriter" },
    { property: "member", reason: "must say what it is, such as serviceAccount:{email}" },
  ]);
});

test("nothing is created in another project", async () => {
  await simulation.enableApis();

  await expect(simulation.create("network", { ...inputs.network, project: "theirs" })).rejects.toThrow(
    "googleapi: Error 403: Permission denied on resource project theirs., forbidden",
  );
});

test.each([
  ["project", { project: undefined, region: "europe-west4", zone: undefined }],
  ["region", { project: "my-project", region: undefined, zone: undefined }],
])("a resource needs a %s from somewhere", async (what, place) => {
  const provider = new Provider(simulation.cloud, place);

  await expect(provider.create({ type: types.router, urn: "urn" }, inputs.router)).rejects.toThrow(
    `googleapi: Error 400: ${what}: required field is not set; set it in this resource, or set it in the provider`,
  );
});

test("a type that is not simulated is named", () => {
  expect(() => simulation.provider.previewCreate({ type: "gcp:sql/user:User", urn: "urn" }, {})).toThrow(
    /^gcp:sql\/user:User is not simulated; the simulated types are gcp:projects\/service:Service, /,
  );
});
