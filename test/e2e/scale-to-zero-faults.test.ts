/**
 * Scale to zero when something is in the way, on the laptop cluster with the real endpoint pickers, KEDA and Envoy: what
 * clients that are held then get, that nothing hangs, and that the next request works. docs/scale-to-zero.md has it as a table.
 */
import { objectName } from "../../components/model/names";
import { noticeSec } from "../../components/scaling/resolve-scaling";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { answerOf, chatAnswer, refusal } from "./support/chat-answer";
import { clusterInventory } from "./support/cluster-inventory";
import { ClusterObjects } from "./support/cluster-objects";
import { ClusterProcesses, killForGood } from "./support/cluster-processes";
import { expectEventually } from "./support/eventually";
import { Laptop } from "./support/laptop";
import { heldRequests, knownPods } from "./support/picker-metrics";
import { startTraffic } from "./support/steady-traffic";
import { succeeded } from "./support/succeeded";
import { askBriefly, beginStream } from "./support/watched-traffic";

/** Takes a while to load, so that things can happen in its cold start, and has a short queue. */
const qwen = "Qwen/Qwen2.5-3B-Instruct";
/** Is waited for as short as can be. */
const mistral = "mistralai/Mistral-7B-Instruct-v0.3";
/** Does not scale. */
const phi = "microsoft/Phi-3-mini-4k-instruct";
/** Is parked. */
const gemma = "google/gemma-2-2b-it";

const namespace = "llm-d-inference-scheduling";
const coolDownSec = 2;
const loadMs = 8000;
const queueLength = 50;
const shortestColdStartSec = 1;
const models = [
  { model: qwen, coolDownSec, coldStartSec: 60, queue: { maxRequests: queueLength } },
  { model: mistral, coolDownSec, coldStartSec: shortestColdStartSec },
  { model: phi, scaleToZero: false },
];
const parked = { model: gemma, coolDownSec, replicas: 0 };
const up = ["up", "--yes", "--skip-preview", "--stack", "local", "--non-interactive"];

const inTime =
  "ServiceUnavailable - request timed out in queue: request evicted from queue: request TTL expired";
const noEndpoint = "ServiceUnavailable - failed to find endpoint candidates for serving the request";
const queueFull = "ResourceExhausted - request rejected pre-queue: queue at capacity";
const pickerEnds =
  "Internal - internal flow control error: request evicted from queue: flow controller is not running";

/** The cool-down, on a machine that is busy. */
const coolDownTimeoutMs = 2 * 60_000;

/** Pods end half a minute after they were told to, and nodes go half a minute after their last pod. */
const restTimeoutMs = 4 * 60_000;

/** What runs whatever the models do. */
const clusterPrograms = [
  ...["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"],
  ...["keda-metrics-apiserver", "keda-operator"],
  // The gateway's Envoy, and those of the static answers.
  ...[
    "bbr",
    "bbr",
    "envoy",
    "envoy",
    "envoy",
    "local/gateway-controller/main.ts",
    "local/node-agent/main.ts",
  ],
];

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(60 * 60_000);

const laptop = Laptop.create().withShortPreStop();
const url = gatewayUrl(laptop.settings.slot, 80);
let processes: ClusterProcesses;
let objects: ClusterObjects;

beforeAll(async () => {
  laptop.setModels([...models, parked]);
  laptop.setConfig({ "switchyard:scaleToZero": "true" });
  succeeded(await laptop.start());
  processes = new ClusterProcesses(laptop.settings, namespace);
  objects = new ClusterObjects(laptop.settings.kubeconfig, namespace);
  await objects.setEnvironment(objectName(qwen), "vllm", { SWITCHYARD_MODEL_LOAD_MS: String(loadMs) });
});

afterAll(async () => {
  await laptop.remove();
});

const podsOf = (model: string) => processes.pods(`switchyard.dev/model=${objectName(model)}`);
const held = (model: string) => heldRequests(laptop.settings.kubeconfig, namespace, model);
/** What a picker has not heard of yet still answers, or does not yet. */
const known = (model: string) => knownPods(laptop.settings.kubeconfig, namespace, model);
const ask = (model: string) => chatAnswer(url, model);
const times = <Value>(count: number, value: Value): readonly Value[] =>
  Array.from({ length: count }, () => value);
const askAtOnce = (model: string, count: number) => Array.from({ length: count }, () => ask(model));

/** Waits until a model has no pod but such that are on their way out. */
async function untilAsleep(...sleepers: readonly string[]): Promise<void> {
  for (const model of sleepers) {
    await expectEventually(async () => (await podsOf(model)).length, 0, coolDownTimeoutMs);
    await expectEventually(() => known(model), 0);
  }
}

test("idle models have no pod; one that opted out keeps its own, and a parked one is refused at once", async () => {
  await untilAsleep(qwen, mistral);

  expect((await podsOf(phi)).map(({ ready }) => ready)).toEqual([true]);
  expect(await podsOf(gemma)).toEqual([]);
  expect(await ask(gemma)).toEqual(refusal(503, noEndpoint));
});

test("50 requests at once in a cold start are answered in full, streams as well; more than fit are refused at once", async () => {
  const streamed = Array.from({ length: 20 }, async () => (await beginStream(url, qwen, 50)).ended);
  const whole = Array.from({ length: queueLength - streamed.length }, () => askBriefly(url, qwen));
  await expectEventually(() => held(qwen), queueLength);

  expect(await Promise.all(askAtOnce(qwen, 3))).toEqual(times(3, refusal(429, queueFull)));
  expect(await held(qwen)).toBe(queueLength);
  const outcomes = await Promise.all([...streamed, ...whole]);
  expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([]);
  expect(await ask(qwen)).toEqual(answerOf(qwen));
});

test("a restart of the endpoint picker answers whom it holds; the next requests are held again", async () => {
  await untilAsleep(qwen);
  const cutOff = askAtOnce(qwen, 3);
  await expectEventually(() => held(qwen), 3);
  const [picker] = await processes.pods(`switchyard.dev/endpoint-picker=${objectName(qwen)}`);
  await objects.remove({ apiVersion: "v1", kind: "Pod", name: picker?.name ?? "" });

  expect(await Promise.all(cutOff)).toEqual(times(3, refusal(500, pickerEnds)));
  // Without a picker there is nobody who holds: until its successor is there a request is answered 500 or 503.
  await expectEventually(() => ask(qwen), answerOf(qwen));
});

test("a client that gives up leaves the queue, and the next one is answered", async () => {
  await untilAsleep(qwen);
  const client = new AbortController();
  const outcome = chatAnswer(url, qwen, client.signal).catch((error: unknown) => error);
  await expectEventually(() => held(qwen), 1);
  client.abort(new Error("the client gave up"));

  expect(await outcome).toEqual(new Error("the client gave up"));
  await expectEventually(() => held(qwen), 0);
  // It was not passed on to anybody either.
  expect((await podsOf(qwen)).filter(({ ready }) => ready)).toEqual([]);
  expect(await ask(qwen)).toEqual(answerOf(qwen));
});

test("a request is held no longer than `holdSec`, and the model that it asked for comes up all the same", async () => {
  const holdSec = 10;
  const hasty = { model: qwen, coolDownSec: 50, coldStartSec: 30, holdSec };
  await untilAsleep(qwen);
  laptop.setModels([hasty, ...models.slice(1), parked]);
  succeeded(await laptop.pulumi(...up));
  await objects.setEnvironment(objectName(qwen), "vllm", {
    SWITCHYARD_MODEL_LOAD_MS: String(2 * holdSec * 1000),
  });
  await untilAsleep(qwen);

  const beganAtMs = performance.now();
  expect(await ask(qwen)).toEqual(refusal(503, inTime));
  const waitedSec = (performance.now() - beganAtMs) / 1000;
  expect(waitedSec).toBeGreaterThanOrEqual(holdSec);
  expect(waitedSec).toBeLessThan(2 * holdSec);
  // Nobody asks again, and it is up when somebody does.
  await expectEventually(async () => (await podsOf(qwen)).map(({ ready }) => ready), [true]);
  await expectEventually(() => known(qwen), 1);
  expect(await ask(qwen)).toEqual(answerOf(qwen));

  await objects.setEnvironment(objectName(qwen), "vllm", { SWITCHYARD_MODEL_LOAD_MS: String(loadMs) });
  laptop.setModels([...models, parked]);
  succeeded(await laptop.pulumi(...up));
});

/** Sends requests that nobody can answer, and returns what became of them, and of another model meanwhile. */
async function holdInVain(model: string) {
  const traffic = startTraffic(url, [{ model: phi, baseModel: phi, pool: objectName(phi) }]);
  const beganAtMs = performance.now();
  const answers = await Promise.all(askAtOnce(model, 3));
  const { sent, failures } = await traffic.stop();
  expect(performance.now() - beganAtMs).toBeGreaterThanOrEqual((shortestColdStartSec + noticeSec) * 1000);
  expect(sent).toBeGreaterThan(10);
  return { answers, failures };
}

test("a model that does not become ready is answered for by its picker, and works once it is repaired", async () => {
  await untilAsleep(mistral);
  // Its probes ask another port.
  await objects.patchContainer(objectName(mistral), {
    name: "vllm",
    args: ["--model", mistral, "--port", "8001"],
  });

  expect(await holdInVain(mistral)).toEqual({
    answers: times(3, refusal(503, inTime)),
    failures: [],
  });
  succeeded(await laptop.pulumi(...up, "--refresh"));
  expect(await ask(mistral)).toEqual(answerOf(mistral));
});

test("without KEDA sleeping models are held in vain, unless it comes back in time", async () => {
  await untilAsleep(qwen, mistral);
  await killForGood(processes.part("keda-operator").pid);

  expect(await holdInVain(mistral)).toEqual({
    answers: times(3, refusal(503, inTime)),
    failures: [],
  });
  const patient = ask(qwen);
  await expectEventually(() => held(qwen), 1);
  succeeded(await laptop.start());
  expect(await patient).toEqual(answerOf(qwen));
});

test("a parked model is served once it is unparked, and refused when it is parked again", async () => {
  laptop.setModels([...models, { model: gemma, coolDownSec }]);
  succeeded(await laptop.pulumi(...up));
  await expectEventually(() => ask(gemma), answerOf(gemma));

  laptop.setModels([...models, parked]);
  succeeded(await laptop.pulumi(...up));
  await expectEventually(() => ask(gemma), refusal(503, noEndpoint));
  await untilAsleep(gemma);
});

test("ten times up and down: every request is answered, and nothing is left behind", async () => {
  const { replicaSets } = await clusterInventory(laptop, namespace);
  for (let cycle = 0; cycle < 10; cycle++) {
    await untilAsleep(mistral);
    expect(await ask(mistral)).toEqual(answerOf(mistral));
  }
  await untilAsleep(qwen, mistral);

  const names = [gemma, mistral, phi, qwen].map(objectName);
  const servers = [objectName(phi)];
  await expectEventually(
    () => clusterInventory(laptop, namespace),
    {
      pods: [
        ...["body-based-router", "static-answers"].flatMap((name) => [name, name]),
        ...names.map((name) => `${name}-epp`),
        ...servers,
      ].sort(),
      nodes: ["system", "system", "tpu-v6e-4"],
      replicaSets,
      autoscalers: [mistral, qwen].map((model) => `keda-hpa-${objectName(model)}`),
      programs: [...clusterPrograms, ...names.map(() => "epp"), "local/model-server/main.ts"].sort(),
      podFolders: 4 + names.length + servers.length,
      endpoints: Object.fromEntries(names.map((name) => [name, servers.includes(name) ? 1 : 0])),
    },
    restTimeoutMs,
  );
});
