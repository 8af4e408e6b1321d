/**
 * The life of a laptop cluster as its user sees it: started, used, changed, damaged, destroyed and stopped. Every step
 * builds on the one before it, so that they run in this order on one cluster, with the real engine and components.
 */
import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { askModel, requestStatus } from "@switchyard/cluster/traffic/chat-request";
import { binomialTail } from "@switchyard/cluster/traffic/binomial";
import { countByPool, shareProblems } from "@switchyard/cluster/traffic/traffic-shares";
import { ClusterObjects } from "./support/cluster-objects";
import { expectEventually } from "./support/eventually";
import { expectAllServed, startResult } from "./support/first-start";
import { Laptop } from "./support/laptop";
import { startTraffic } from "./support/steady-traffic";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";
import { podAddresses, variantAnswers } from "./support/variant-answers";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const mistral = "mistralai/Mistral-7B-Instruct-v0.3";
const namespace = "llm-d-inference-scheduling";
const objectsPerModel = 9;
/** The only object of others that changes with the list of models: the ConfigMap with their names. */
const catalogue = 1;
const unknownStatus = 404;
const withPreview = ["--yes", "--stack", "local", "--non-interactive"] as const;
const yes = [...withPreview, "--skip-preview"] as const;

const pools = { [qwen]: "qwen2-5-3b-instruct", [phi]: "phi-3-mini-4k-instruct" } as const;
const usual = [qwen, phi].map((model) => ({
  model,
  baseModel: model,
  pool: model === qwen ? pools[qwen] : pools[phi],
}));

/** A pod that leaves serves on for 30 seconds. */
const podGoneTimeoutMs = 180_000;

const statusResult = z.object({ processes: z.array(z.object({ state: z.string() })) });

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create().withShortPreStop();
let gatewayUrl = "";

const clients = () => readKubeconfig(laptop.settings.kubeconfig);

const strayArgs = JSON.stringify({ metadata: { name: "stray", namespace: "default" } });

const routes = { group: "gateway.networking.k8s.io", version: "v1", namespace, plural: "httproutes" };

afterAll(async () => {
  await laptop.remove();
});

test("the first start serves 420 of 420 requests, each by its own model, and no unknown one", async () => {
  gatewayUrl = expectAllServed(await laptop.start());
});

test("a second update changes nothing", async () => {
  const { code, stdout } = await laptop.pulumi("up", ...withPreview);
  expect(code).toBe(0);
  const { same, ...changes } = updateSummary(stdout);
  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(2 * objectsPerModel);
});

test("a wrong configuration is refused before anything is touched", async () => {
  laptop.setModels([{ model: qwen, replicas: -1 }, { model: phi }, { model: phi }]);
  const { code, stdout } = await laptop.pulumi("up", ...withPreview);
  expect(code).not.toBe(0);
  expect(stdout).toContain('invalid configuration of stack "local" (2 problems)');
  expect(stdout).toContain("models[0].replicas: must be at least 0, got -1;");
  expect(stdout).toContain(`models[2].model: must be listed once, got "${phi}", which models[1] has;`);
  expect(stdout).not.toContain("    at ");
  const { same, ...changes } = updateSummary(stdout);
  expect(changes).toEqual({});
});

test("an object without the stack's provider is refused, even where the kubeconfig names a cluster", async () => {
  laptop.setModels([{ model: qwen }, { model: phi }]);
  const program = path.join(laptop.projectDir, "infra", "run.cjs");
  const original = readFileSync(program, "utf8");
  appendFileSync(program, `new (require("@pulumi/kubernetes").core.v1.ConfigMap)("stray", ${strayArgs});\n`);
  const { code, stdout } = await laptop.pulumi("up", ...yes);
  writeFileSync(program, original);

  expect(code).not.toBe(0);
  expect(stdout).toContain("Default provider for 'kubernetes' disabled");
  const core = clients().makeApiClient(CoreV1Api);
  const names = (await core.listNamespacedConfigMap({ namespace: "default" })).items.map(
    ({ metadata }) => metadata?.name,
  );
  expect(names).not.toContain("stray");
});

async function listed(): Promise<readonly string[]> {
  const list = z.object({ data: z.array(z.object({ id: z.string() })) });
  return list.parse(await (await fetch(`${gatewayUrl}/v1/models`)).json()).data.map(({ id }) => id);
}

/** Every pod of the stack, with the restarts of its containers; a replaced pod has another uid. */
async function podIdentities(): Promise<readonly string[]> {
  const { items } = await clients().makeApiClient(CoreV1Api).listNamespacedPod({ namespace });
  return items.map(({ metadata, status }) => {
    const restarts = (status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
    return `${metadata?.name ?? ""} ${metadata?.uid ?? ""} ${restarts.join()}`;
  });
}

test("one more entry adds one model: its objects are created, the list gets its name, and nobody is disturbed", async () => {
  const before = await podIdentities();
  expect(await listed()).toEqual([qwen, phi]);
  laptop.setModels([{ model: qwen }, { model: phi }, { model: mistral }]);
  const traffic = startTraffic(gatewayUrl, usual);
  const { code, stdout } = await laptop.pulumi("up", ...yes);
  const { sent, failures } = await traffic.stop();

  expect(code).toBe(0);
  const { same, ...changes } = updateSummary(stdout);
  const component = 1;
  expect(changes).toEqual({ create: objectsPerModel + component, update: catalogue });
  expect(failures).toEqual([]);
  expect(sent).toBeGreaterThan(0);
  await expectEventually(() => requestStatus(gatewayUrl, mistral), 200);
  // A node writes a changed ConfigMap into its pods after a while.
  await expectEventually(listed, [qwen, phi, mistral].toSorted());
  expect(await podIdentities()).toEqual(expect.arrayContaining([...before]));
});

test("an object that was deleted by hand comes back with --refresh", async () => {
  const api = clients().makeApiClient(CustomObjectsApi);
  await api.deleteNamespacedCustomObject({ ...routes, name: pools[phi] });
  await expectEventually(() => requestStatus(gatewayUrl, phi), unknownStatus);

  const { code } = await laptop.pulumi("up", "--refresh", ...yes);

  expect(code).toBe(0);
  await expectEventually(() => requestStatus(gatewayUrl, phi), 200);
});

test("removing the entry removes that model alone, and the others answer throughout", async () => {
  laptop.setModels([{ model: qwen }, { model: phi }]);
  const traffic = startTraffic(gatewayUrl, usual);
  const { code, stdout } = await laptop.pulumi("up", ...yes);
  const { sent, failures } = await traffic.stop();

  expect(code).toBe(0);
  const { same, ...changes } = updateSummary(stdout);
  const component = 1;
  expect(changes).toEqual({ delete: objectsPerModel + component, update: catalogue });
  expect(failures).toEqual([]);
  expect(sent).toBeGreaterThan(0);
  expect(await requestStatus(gatewayUrl, mistral)).toBe(unknownStatus);
  await expectEventually(listed, [qwen, phi]);
});

test("an adapter and an alias are routed to their model, and forgotten when they are removed", async () => {
  const adapter = "phi-sql";
  const alias = "gpt-4";
  laptop.setModels([
    { model: qwen },
    { model: phi, aliases: [alias], adapters: [{ name: adapter, source: "example/phi-sql" }] },
  ]);
  const { code, stdout } = await laptop.pulumi("up", ...yes);

  expect(code).toBe(0);
  // Their entries in the map, the model's servers, BBR, which reads a changed map of other names anew, and the list of names.
  const { same, ...changes } = updateSummary(stdout);
  expect(changes).toEqual({ update: 3 + catalogue });
  await expectEventually(() => requestStatus(gatewayUrl, adapter), 200);
  const answer = await askModel(gatewayUrl, { model: adapter, baseModel: phi });
  expect(answer.problem).toBeUndefined();
  expect((await askModel(gatewayUrl, { model: alias, baseModel: phi })).problem).toBeUndefined();

  laptop.setModels([{ model: qwen }, { model: phi }]);
  expect(await laptop.pulumi("up", ...yes)).toMatchObject({ code: 0 });
  for (const name of [adapter, alias]) expect(await requestStatus(gatewayUrl, name)).toBe(unknownStatus);
});

describe("a model on two kinds of hardware", () => {
  const [tpu, gpu] = [pools[phi], `${pools[phi]}-nvidia-l4`];
  const weighted = [
    { pool: tpu, deployment: tpu, weight: 3 },
    { pool: gpu, deployment: gpu, weight: 1 },
  ];
  const onBoth = (change: object = {}) => ({
    model: phi,
    variants: [{ accelerator: "nvidia-l4", weight: 1, ...change }, { weight: 3 }],
  });
  const core = () => clients().makeApiClient(CoreV1Api);

  /** Applies a list of models while requests go on. */
  async function applied(models: Parameters<typeof laptop.setModels>[0]) {
    laptop.setModels(models);
    const traffic = startTraffic(gatewayUrl, usual);
    const { code, stdout } = await laptop.pulumi("up", ...yes);
    const { failures } = await traffic.stop();
    const { same, ...changes } = updateSummary(stdout);
    return { code, changes, failures };
  }

  test("gets the second without a request lost, and keeps what it has", async () => {
    const objectsPerVariant = 7;
    const route = 1;
    expect(await applied([{ model: qwen }, onBoth()])).toEqual({
      code: 0,
      changes: { create: objectsPerVariant, update: route },
      failures: [],
    });
  });

  test("answers 400 of 400 requests, split by the weights, each at the endpoint that its pool's own picker chose", async () => {
    const answers = await variantAnswers(gatewayUrl, phi, 400);
    const addresses = await podAddresses(core(), namespace, [tpu, gpu]);

    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const misled = answers.filter(
      ({ pod = "", chosen = "" }) => !chosen.startsWith(`${addresses.get(pod)}:`),
    );
    expect(misled).toEqual([]);
    const pods = answers.map(({ pod = "" }) => pod);
    expect(shareProblems({ model: phi, variants: weighted }, pods)).toEqual([]);
  });

  test("is proven by the counted requests of a start, pool by pool", async () => {
    const { routing } = startResult.parse(JSON.parse(succeeded(await laptop.start())));
    expect(routing.problems).toEqual([]);
    expect(Object.keys(routing.models[1]?.answeredBy ?? {})).toEqual([tpu, gpu]);
  });

  test("loses no request when one is parked: the other gets its part", async () => {
    const routeMapAndServers = 3;
    const parked = await applied([{ model: qwen }, onBoth({ replicas: 0 })]);
    expect(parked).toEqual({ code: 0, changes: { update: routeMapAndServers }, failures: [] });

    const counts = countByPool(
      weighted,
      (await variantAnswers(gatewayUrl, phi, 100)).map(({ pod = "" }) => pod),
    );
    expect(counts).toEqual({ [tpu]: 100, [gpu]: 0 });
    const back = await applied([{ model: qwen }, onBoth()]);
    expect(back).toEqual({ code: 0, changes: { update: routeMapAndServers }, failures: [] });
  });

  test("answers 503 to the part of one that is down, and to no other request", async () => {
    const objects = new ClusterObjects(laptop.settings.kubeconfig, namespace);
    const servers = { apiVersion: "apps/v1", kind: "Deployment", name: gpu };
    await objects.patch(servers, { spec: { replicas: 0 } });
    await expectEventually(
      async () => [...(await podAddresses(core(), namespace, [gpu])).keys()],
      [],
      podGoneTimeoutMs,
    );

    const answers = await variantAnswers(gatewayUrl, phi, 400);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(new Set(lost.map(({ status }) => status))).toEqual(new Set([503]));
    expect(binomialTail(400, 0.25, lost.length)).toBeGreaterThan(1e-9);
    const pods = answers.flatMap(({ status, pod = "" }) => (status === 200 ? [pod] : []));
    expect(countByPool(weighted, pods)).toEqual({ [tpu]: 400 - lost.length, [gpu]: 0 });
  });

  test("loses the second again, and is what it was", async () => {
    const { code, changes } = await applied([{ model: qwen }, { model: phi }]);
    expect({ code, changes }).toEqual({ code: 0, changes: { update: 1, delete: 7 } });
    expect(await requestStatus(gatewayUrl, phi)).toBe(200);
  });
});

test("a start with the cluster up proves the routing again and changes nothing", async () => {
  const { code, stdout } = await laptop.start();
  expect(code).toBe(0);
  expect(startResult.parse(JSON.parse(stdout)).routing.problems).toEqual([]);
});

test("destroy leaves nothing of the stack behind", async () => {
  const { code } = await laptop.pulumi("destroy", ...withPreview);
  expect(code).toBe(0);
  const core = clients().makeApiClient(CoreV1Api);
  const namespaces = (await core.listNamespace()).items.map(({ metadata }) => metadata?.name);
  expect(namespaces).not.toContain(namespace);
  const left = await laptop.pulumi("stack", "export", "--stack", "local");
  expect(JSON.parse(left.stdout)).not.toHaveProperty("deployment.resources[1]");
});

test("down leaves no process behind", async () => {
  const { code } = await laptop.local("down");
  expect(code).toBe(0);
  const { stdout } = await laptop.local("status", "--json");
  const { processes } = statusResult.parse(JSON.parse(stdout));
  expect(new Set(processes.map(({ state }) => state))).toEqual(new Set(["stopped"]));
});
