/**
 * The tpu stack with `scaleToZero`, on a simulated Google Cloud: idle models have no pod and no node, and whoever asks them is
 * held until they have. KEDA, the endpoint pickers with their flow control and the scheduler are the real ones.
 */
import { CoreV1Api, CustomObjectsApi } from "@kubernetes/client-node";
import { z } from "zod";
import { objectName } from "../../components/model/names";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import { wakeSplit } from "../support/wake-split";
import { wakeTable } from "../support/wake-table";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";
import { observeWake } from "./support/observe-wake";
import { SimulatedProject } from "./support/simulated-project";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const namespace = "llm-d-inference-scheduling";
const coolDownSec = 8;
const flags = ["--stack", "tpu", "--non-interactive"] as const;
const yes = [...flags, "--yes", "--skip-preview"] as const;

/** Cool-down, the pod's own end, and the autoscaler's delay until it takes an empty node. */
const idleTimeoutMs = 5 * 60_000;

/** Many times what a wake takes. */
const wakeTimeoutMs = 2 * 60_000;

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(60 * 60_000);

const laptop = Laptop.create("tpu").withShortPreStop();
const project = new SimulatedProject(laptop);
const url = gatewayUrl(laptop.settings.slot, 80);

afterAll(async () => {
  await laptop.remove();
});

const succeed = async (...args: readonly string[]) => succeeded(await laptop.pulumi(...args));

function core(): CoreV1Api {
  return readKubeconfig(laptop.settings.kubeconfig).makeApiClient(CoreV1Api);
}

/** Pods of the model servers, and nodes with accelerators. */
async function running() {
  const { items: pods } = await core().listNamespacedPod({ namespace });
  const { items: nodes } = await core().listNode();
  return {
    modelServers: pods.filter(({ metadata }) => metadata?.labels?.["switchyard.dev/model"]).length,
    tpuNodes: nodes.filter(({ metadata }) => metadata?.name?.startsWith("tpu-")).length,
  };
}

const objectNames = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

async function scaledObjects(): Promise<readonly string[]> {
  const objects = readKubeconfig(laptop.settings.kubeconfig).makeApiClient(CustomObjectsApi);
  const kind = { group: "keda.sh", version: "v1alpha1", plural: "scaledobjects" };
  const { items } = objectNames.parse(await objects.listNamespacedCustomObject({ ...kind, namespace }));
  return items.map(({ metadata }) => metadata.name).sort();
}

const ask = (model: string) => askModel(url, { model, baseModel: model }, wakeTimeoutMs);

test("with the flag, idle models have no pod, and their pool no node", async () => {
  laptop.setModels([
    { model: qwen, coolDownSec },
    { model: phi, coolDownSec },
  ]);
  // What `pulumi config set scaleToZero true` writes, before there is an engine to do it.
  laptop.setConfig({ "switchyard:scaleToZero": "true" });
  succeeded(await laptop.start());
  expect(project.poolBounds()["tpu-v6e-4"]).toEqual([0, 8]);

  await expectEventually(running, { modelServers: 0, tpuNodes: 0 }, idleTimeoutMs);
});

test("a preview tells in words what the flag changes", async () => {
  await succeed("config", "set", "scaleToZero", "false", "--stack", "tpu");
  const preview = await succeed("preview", ...flags);
  await succeed("config", "set", "scaleToZero", "true", "--stack", "tpu");

  expect(preview).toMatch(/Qwen\/Qwen2\.5-3B-Instruct +: "0 to 1 replica" => "1 replica"/);
  expect(preview).toMatch(/tpu-v6e-4 *: "0 to 8 nodes" => "2 to 8 nodes"/);
  expect(preview).toMatch(/minimum *: \d{3} => 17696\n/);
});

test("an update does not reset what the autoscaler chose", async () => {
  const { same, ...changes } = updateSummary(await succeed("up", ...yes));

  expect(changes).toEqual({});
  expect(same).toBeGreaterThan(40);
  expect(await running()).toEqual({ modelServers: 0, tpuNodes: 0 });
  await succeed("preview", ...flags, "--refresh", "--expect-no-changes");
});

test("one update takes the flag back: models that sleep come up before KEDA's objects go, and stay", async () => {
  await succeed("config", "set", "scaleToZero", "false", "--stack", "tpu");
  const update = await succeed("up", ...yes);
  const at = (step: string) => update.indexOf(`qwen2-5-3b-instruct/${step}`);

  expect(at("model-server updated")).toBeGreaterThan(0);
  expect(at("scaler deleting")).toBeGreaterThan(at("model-server updated"));
  expect(await running()).toEqual({ modelServers: 2, tpuNodes: 2 });
  for (const model of [qwen, phi])
    await expectEventually(async () => (await ask(model)).problem, undefined, wakeTimeoutMs);
  expect(await scaledObjects()).toEqual([]);
  await succeed("preview", ...flags, "--refresh", "--expect-no-changes");
});

test("and the next one sets it again", async () => {
  await succeed("config", "set", "scaleToZero", "true", "--stack", "tpu");
  await succeed("up", ...yes);

  expect(await scaledObjects()).toEqual(["phi-3-mini-4k-instruct", "qwen2-5-3b-instruct"]);
  await expectEventually(running, { modelServers: 0, tpuNodes: 0 }, idleTimeoutMs);
});

test("a request to a model without a pod is held, and answered by it", async () => {
  const config = readKubeconfig(laptop.settings.kubeconfig);
  const wake = () => observeWake(config, { name: objectName(qwen), namespace }, () => ask(qwen));
  const times = await wake();
  const split = wakeSplit(times);
  console.log(wakeTable([{ title: "no pod and no node", split }]));
  const { queueMs, scaleMs, scheduleMs, nodeMs, startMs, answerMs, wholeMs } = split;

  expect(await running()).toEqual({ modelServers: 1, tpuNodes: 1 });
  // All of it because of the request, the node too. On a busy machine two watches may tell of their objects in any order.
  const { scaledAtMs, createdAtMs, nodeReadyAtMs } = times;
  expect(Math.min(scaledAtMs, createdAtMs, nodeReadyAtMs)).toBeGreaterThan(times.sentAtMs);
  expect(times.unschedulableAtMs).toBeGreaterThanOrEqual(createdAtMs);
  expect(times.scheduledAtMs).toBeGreaterThanOrEqual(Number(times.unschedulableAtMs));
  expect(times.readyAtMs).toBeGreaterThanOrEqual(times.scheduledAtMs);
  expect(wholeMs).toBe(queueMs + scaleMs + scheduleMs + nodeMs + startMs + answerMs);
  await expect(wake()).rejects.toThrow("qwen2-5-3b-instruct is not asleep");
});

test("50 requests at once are held together and all answered, while another model answers as usual", async () => {
  await ask(qwen);
  const held = Array.from({ length: 50 }, () => ask(phi));
  const other = await ask(qwen);
  const answers = await Promise.all(held);

  expect(answers.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(other.problem).toBeUndefined();
  // It did not wait for the one that was being woken.
  expect(other.latencyMs).toBeLessThan(Math.min(...answers.map(({ latencyMs }) => latencyMs)));
});

test("a model whose requests its picker passes on unread is woken by them too", async () => {
  const model = "BAAI/bge-reranker-v2-m3";
  const labelSelector = `switchyard.dev/model=${objectName(model)}`;
  const pods = async () => (await core().listNamespacedPod({ namespace, labelSelector })).items.length;
  laptop.setModels([qwen, phi, model].map((each) => ({ model: each, coolDownSec })));
  await succeed("up", ...yes);
  await expectEventually(pods, 0, idleTimeoutMs);

  const asked = { model, baseModel: model, task: "rerank" } as const;
  const answers = await Promise.all([1, 2, 3].map(() => askModel(url, asked, wakeTimeoutMs)));

  expect(answers.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
  expect(await pods()).toBe(1);
});

test("destroy leaves nothing, although models sleep", async () => {
  laptop.setConfig({ "switchyard:cluster": { deletionProtection: false } });
  await succeed("up", ...yes);
  await succeed("destroy", ...yes);

  expect(project.resources().filter((name) => !name.startsWith("Service "))).toEqual([]);
});
