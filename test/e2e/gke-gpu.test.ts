/**
 * The gpu stack on a simulated Google Cloud: with a Secret that it needs, killed while its cluster is being made, and beside
 * it a stack that uses the cluster as it is.
 */
import { CoreV1Api } from "@kubernetes/client-node";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";
import { gcpTypes, SimulatedProject } from "./support/simulated-project";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";

const flags = ["--stack", "gpu", "--non-interactive"] as const;
const yes = [...flags, "--yes", "--skip-preview"] as const;
const token = "hf_not-a-real-one";
const clusterId = "projects/switchyard-simulated/locations/us-central1-a/clusters/switchyard-gpu";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create("gpu").withShortPreStop();
const project = new SimulatedProject(laptop);

afterAll(async () => {
  await laptop.remove();
});

const succeed = async (...args: readonly string[]) => succeeded(await laptop.pulumi(...args));

const startResult = z.object({
  routing: z.object({
    models: z.array(z.object({ right: z.number(), wrong: z.number() })),
    problems: z.array(z.string()),
  }),
});

const resourceSchema = z.object({ urn: z.string(), parent: z.string(), provider: z.string() });
const pendingSchema = z.object({
  deployment: z.object({
    pending_operations: z.array(z.object({ type: z.literal("creating"), resource: resourceSchema })),
  }),
});

/** What the engine was making when it was killed. */
async function pendingCreates() {
  const { deployment } = pendingSchema.parse(JSON.parse(await succeed("stack", "export", "--stack", "gpu")));
  return deployment.pending_operations.map(({ resource }) => resource);
}

/** What docs/gke.md says to do about one of them. */
async function importPending({ urn, parent, provider }: z.infer<typeof resourceSchema>, id: string) {
  const [type = "", name = ""] = (urn.split("$").at(-1) ?? "").split("::");
  const providerUrn = provider.split("::").slice(0, -1).join("::");
  const place = ["--parent", `owner=${parent}`, "--provider", `cloud=${providerUrn}`];
  await succeed("import", type, name, id, ...place, ...yes, "--protect=false", "--generate-code=false");
}

test("npm start makes nodes with GPUs, and the Secret that a model refers to; 420 of 420 requests are answered", async () => {
  laptop.setConfig({ "switchyard:cluster": { deletionProtection: false } });
  const { routing } = startResult.parse(JSON.parse(succeeded(await laptop.start())));

  expect(routing.problems).toEqual([]);
  expect(routing.models.map(({ wrong }) => wrong)).toEqual([0, 0]);
  expect(routing.models.reduce((sum, { right }) => sum + right, 0)).toBe(420);
  expect(project.poolBounds()).toEqual({ system: [2, 4], "nvidia-l4": [2, 8] });
});

test("a preview and a second update change nothing", async () => {
  project.forget();
  expect(await succeed("preview", ...flags)).toMatch(/^ +\d+ unchanged$/m);
  const { same, ...changes } = updateSummary(await succeed("up", ...yes));
  expect(project.changes()).toEqual([]);

  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(40);
});

test("a model on another GPU gets a separate pool, and the pool goes with the model", async () => {
  const phi = { model: "microsoft/Phi-3-mini-4k-instruct" };
  const gemma = { model: "google/gemma-2b-it", huggingFaceToken: { secretName: "hf-token" } };
  project.forget();
  laptop.setModels([phi, gemma, { model: "Qwen/Qwen2.5-0.5B-Instruct", accelerator: "nvidia-t4" }]);
  await succeed("up", ...yes);
  expect(project.changes()).toEqual(["create NodePool nvidia-t4"]);

  laptop.setModels([phi, gemma]);
  await succeed("up", ...yes);
  expect(project.changes()).toEqual(["create NodePool nvidia-t4", "delete NodePool nvidia-t4"]);
});

test("a stack on the cluster as it is makes nothing on Google Cloud", async () => {
  const config = {
    "pulumi:disable-default-providers": ["*"],
    "switchyard:namespace": "guests",
    "switchyard:zone": "us-central1-a",
    "switchyard:accelerator": "nvidia-l4",
    "switchyard:gateway": { proxySubnet: "10.129.0.0/23" },
    "switchyard:cluster": { existing: { name: "switchyard-gpu", location: "us-central1-a" } },
    "switchyard:models": [{ model: "acme/Guest" }],
  };
  writeFileSync(path.join(laptop.projectDir, "Pulumi.guest.yaml"), stringify({ config }));
  await succeed("stack", "init", "guest", "--non-interactive");
  const preview = await succeed("preview", "--stack", "guest", "--non-interactive");

  expect(preview).toContain("guest/model-server");
  expect(preview).not.toMatch(/\+ +gcp:/);
  await succeed("stack", "rm", "guest", "--yes");
});

test("killed while the cluster is being made, it goes on when the engine has been told of it", async () => {
  await succeed("destroy", ...yes);
  // The Secret that npm start made went with its namespace: from here on the stack makes its own.
  await succeed("config", "set", "--secret", "switchyard:huggingFaceToken", token, "--stack", "gpu");
  project.plan({ call: "create", type: gcpTypes.cluster, delaySec: 20, times: 1 });
  project.forget();
  const hasBegun = () => project.hasBegun("create Cluster switchyard-gpu");
  expect(await laptop.pulumiKilledWhen(hasBegun, "up", ...yes)).toBe(true);

  await succeed("cancel", "--yes", "--stack", "gpu");
  const [pending, ...others] = await pendingCreates();
  expect(others).toEqual([]);
  // It goes on without the engine, as on Google Cloud.
  await expectEventually(() => Promise.resolve(project.isReady("Cluster switchyard-gpu")), true);
  if (pending !== undefined) await importPending(pending, clusterId);
  await succeed("refresh", ...yes, "--clear-pending-creates");
  project.forget();
  await succeed("up", ...yes);
  expect(project.changes()).not.toContain("create Cluster switchyard-gpu");

  const { same, ...changes } = updateSummary(await succeed("up", ...yes));
  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(40);
});

test("the token that the stack was given is in its Secret, and in no text of the engine's", async () => {
  const { data } = await readKubeconfig(laptop.settings.kubeconfig)
    .makeApiClient(CoreV1Api)
    .readNamespacedSecret({ name: "hf-token", namespace: "llm-d" });

  expect(Buffer.from(data?.["token"] ?? "", "base64").toString()).toBe(token);
  expect(await succeed("stack", "export", "--stack", "gpu")).not.toContain(token);
  expect(readFileSync(path.join(laptop.projectDir, "Pulumi.gpu.yaml"), "utf8")).not.toContain(token);
});

test("destroy leaves nothing but the APIs, which others may use", async () => {
  await succeed("destroy", ...yes);

  expect(project.resources().filter((name) => !name.startsWith("Service "))).toEqual([]);
});
