/**
 * The tpu stack from an empty project to an empty project, by the commands that a user types, with the real engine and a
 * simulated Google Cloud. Every step builds on the one before it.
 */
import { z } from "zod";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";
import { gcpTypes, SimulatedProject } from "./support/simulated-project";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const mistral = "mistralai/Mistral-7B-Instruct-v0.3";
const cluster = "switchyard-tpu";
const objectsPerModel = 9;
const flags = ["--stack", "tpu", "--non-interactive"] as const;
const yes = [...flags, "--yes", "--skip-preview"] as const;

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create("tpu").withShortPreStop();
const project = new SimulatedProject(laptop);

afterAll(async () => {
  await laptop.remove();
});

const succeed = async (...args: readonly string[]) => succeeded(await laptop.pulumi(...args));

async function refused(...args: readonly string[]): Promise<string> {
  project.forget();
  const { code, stdout, stderr } = await laptop.pulumi(...args);
  const output = stdout + stderr;
  expect(code).not.toBe(0);
  expect(project.changes()).toEqual([]);
  expect(output).not.toMatch(/^ {4}at /m);
  return output;
}

async function outputsOf(): Promise<unknown> {
  return JSON.parse(await succeed("stack", "output", "--json", "--stack", "tpu"));
}

const startResult = z.object({
  simulatedProject: z.string(),
  routing: z.object({
    models: z.array(z.object({ model: z.string(), right: z.number(), wrong: z.number() })),
    problems: z.array(z.string()),
  }),
});

const created = [
  "create Service container.googleapis.com",
  "create Network switchyard-tpu",
  "create Cluster switchyard-tpu",
  "create NodePool system",
  "create NodePool tpu-v6e-4",
] as const;

/** What comes before what: the places of some changes in the order in which they ended. */
function order(changes: readonly string[], wanted: readonly string[]): readonly number[] {
  return wanted.map((change) => changes.indexOf(change));
}

test("npm start says that Google Cloud is simulated, makes everything in order and answers 420 of 420 requests", async () => {
  const started = await laptop.start();
  const { simulatedProject, routing } = startResult.parse(JSON.parse(succeeded(started)));

  expect(simulatedProject).toBe("switchyard-simulated");
  expect(started.stderr).toContain("simulated");
  expect(routing.problems).toEqual([]);
  expect(routing.models.map(({ model, wrong }) => [model, wrong])).toEqual([
    [qwen, 0],
    [phi, 0],
  ]);
  expect(routing.models.reduce((sum, { right }) => sum + right, 0)).toBe(420);

  const places = order(project.changes(), created);
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(project.poolBounds()).toEqual({ system: [2, 4], "tpu-v6e-4": [2, 8] });
});

test("the outputs name gateway, models, cluster and cost, and keep the kubeconfig secret", async () => {
  expect(await outputsOf()).toEqual({
    gateway: {
      namespace: "llm-d-inference-scheduling",
      name: "inference-gateway",
      className: "gke-l7-rilb",
      address: "127.0.0.1",
    },
    models: {
      [qwen]: { pool: "qwen2-5-3b-instruct", route: "qwen2-5-3b-instruct" },
      [phi]: { pool: "phi-3-mini-4k-instruct", route: "phi-3-mini-4k-instruct" },
    },
    capacity: {
      models: { [qwen]: "1 replica", [phi]: "1 replica" },
      nodePools: { system: "2 to 4 nodes", "tpu-v6e-4": "2 to 8 nodes" },
    },
    clusterName: cluster,
    kubeconfig: "[secret]",
    monthlyCostUsd: {
      minimum: expect.any(Number) as number,
      current: expect.any(Number) as number,
      maximum: expect.any(Number) as number,
      idle: {
        withScaleToZero: expect.any(Number) as number,
        withoutScaleToZero: expect.any(Number) as number,
      },
      unpriced: [],
    },
  });
});

test("no token is in the state: the engine's way into the cluster asks for one each time", async () => {
  const state = await succeed("stack", "export", "--show-secrets", "--stack", "tpu");

  expect(state).toContain("gke-gcloud-auth-plugin");
  expect(state).not.toMatch(/"?token"?\\*"?: ?\\*"[A-Za-z0-9._-]{20,}/);
  expect(state).not.toContain("client-key-data");
});

test("a second update changes nothing", async () => {
  project.forget();
  const { same, ...changes } = updateSummary(await succeed("up", ...yes));

  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(2 * objectsPerModel);
  expect(project.changes()).toEqual([]);
});

test("one more entry adds one model, and a node for it", async () => {
  laptop.setModels([{ model: qwen }, { model: phi }, { model: mistral }]);
  const preview = await succeed("preview", ...flags);
  expect(preview).toContain("mistral-7b-instruct-v0-3");
  expect(project.poolBounds()["tpu-v6e-4"]).toEqual([2, 8]);

  project.forget();
  const { same, ...changes } = updateSummary(await succeed("up", ...yes));
  // The model and its component; its pool of nodes, and BBR, which reads the names at its start.
  expect(changes).toMatchObject({ create: objectsPerModel + 1 });
  expect(same).toBeGreaterThan(2 * objectsPerModel);
  expect(project.changes()).toEqual(["update NodePool tpu-v6e-4"]);
  expect(project.poolBounds()["tpu-v6e-4"]).toEqual([3, 8]);
});

test("everything that is wrong with a configuration is told at once, before anything is touched", async () => {
  laptop.setConfig({
    "switchyard:zone": "europe-west4-b",
    "switchyard:network": { nodes: "10.129.0.0/22" },
    "switchyard:nodePools": {
      minNodes: 9,
      maxNodes: 8,
      accelerators: { "tpu-v6e-4": { topology: "2x4" } },
    },
  });
  const output = await refused("up", ...yes);

  expect(output).toContain('invalid configuration of stack "tpu"');
  expect(output).toContain("must be offered in the stack's zone, europe-west4-b, got tpu-v6e-4");
  expect(output).toContain(
    'gateway.proxySubnet: must not overlap network.nodes, 10.129.0.0/22, got "10.129.0.0/23"; move one of the two [RangeOverlap]',
  );
  expect(output).toContain(
    "nodePools.minNodes: must be at most nodePools.maxNodes, 8, got 9; lower it, or raise maxNodes [MinAboveMax]",
  );
  expect(output).toContain(
    'nodePools.accelerators.tpu-v6e-4.topology: must be 2x2 on tpu-v6e-4, got "2x4"; leave it out, or use tpu-v6e-8 [TopologyMismatch]',
  );
});

test("a gateway class that cannot run the body-based router is refused", async () => {
  laptop.setConfig({
    "switchyard:zone": "europe-west4-a",
    "switchyard:network": undefined,
    "switchyard:nodePools": undefined,
    "switchyard:gateway": { exposure: "global" },
  });

  expect(await refused("up", ...yes)).toContain(
    'gateway.exposure: must be one of internal, public, got "global"',
  );
  laptop.setConfig({ "switchyard:gateway": undefined });
});

test("a project that nobody has named is asked for", async () => {
  project.forget();
  const { code, stdout } = await laptop.pulumiWithout(["GOOGLE_PROJECT"], "up", ...yes);

  expect(code).not.toBe(0);
  expect(stdout).toContain(
    "gcp:project: must be set, or one of the variables of Google's tools, got nothing;",
  );
  expect(project.changes()).toEqual([]);
});

test("a node pool that somebody deleted comes back with its nodes, and the models with it", async () => {
  project.deleteBehindTheEngine(gcpTypes.nodePool, "tpu-v6e-4");
  project.forget();
  await succeed("up", "--refresh", ...yes);

  expect(project.changes()).toEqual(["create NodePool tpu-v6e-4"]);
  const { same, ...changes } = updateSummary(await succeed("up", ...yes));
  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(3 * objectsPerModel);
});

test("a cluster that is protected is not destroyed, and nothing of it is", async () => {
  // As `pulumi destroy` does unless it is told not to look first.
  expect(await refused("destroy", ...flags, "--yes")).toContain("it is protected");
  expect(project.resources()).toContain("Cluster switchyard-tpu");
});

test("destroy takes away everything in the reverse order: load balancers, pools, cluster, network", async () => {
  laptop.setConfig({ "switchyard:cluster": { deletionProtection: false } });
  await succeed("up", ...yes);
  project.forget();
  await succeed("destroy", ...yes);

  const wanted = created.toReversed().map((change) => change.replace("create", "delete"));
  // The engine leaves APIs enabled: others may use them.
  const places = order(project.changes(), wanted.slice(0, -1));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(project.resources().filter((name) => !name.startsWith("Service "))).toEqual([]);
  await expectEventually(() => Promise.resolve(project.poolBounds()), {});
});

test("from nothing, a preview knows all of it without a cluster", async () => {
  project.forget();
  const preview = await succeed("preview", ...flags);

  expect(preview).toContain("switchyard-tpu");
  expect(preview).toMatch(/\+ \d+ to create/);
  expect(project.changes()).toEqual([]);
});

test("a create that fails once stops the update with its reason, and the next one goes on from there", async () => {
  const error = "googleapi: Error 403: Insufficient regional quota to satisfy request: resource TPUS";
  project.plan({ call: "create", type: gcpTypes.nodePool, name: "tpu-v6e-4", error, times: 1 });
  const { code, stdout } = await laptop.pulumi("up", ...yes);
  expect(code).not.toBe(0);
  expect(stdout).toContain("Insufficient regional quota");

  project.forget();
  await succeed("up", ...yes);
  expect(project.changes()).toEqual(["create NodePool tpu-v6e-4"]);
});

test("the last destroy leaves nothing", async () => {
  await succeed("destroy", ...yes);

  expect(project.resources().filter((name) => !name.startsWith("Service "))).toEqual([]);
});
