/**
 * Parts of a serving cluster are killed while requests run: how many requests are lost, and how long it takes until all
 * are answered again. docs/reliability.md promises what is asserted here, and has the figures that this prints.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { ClusterObjects } from "./support/cluster-objects";
import { ClusterProcesses, killForGood } from "./support/cluster-processes";
import type { PodProcess } from "./support/cluster-processes";
import { expectEventually } from "./support/eventually";
import { faultFigures, figuresTable, lostAfterwards } from "../support/fault-figures";
import type { FaultFigures } from "../support/fault-figures";
import { Laptop } from "./support/laptop";
import { askBriefly, beginStream, watchTraffic } from "./support/watched-traffic";
import type { BegunStream } from "./support/watched-traffic";

const qwen = "Qwen/Qwen2.5-3B-Instruct";
const phi = "microsoft/Phi-3-mini-4k-instruct";
const models = [qwen, phi];
const namespace = "llm-d-inference-scheduling";
const pods = {
  router: "app=body-based-router",
  qwen: "switchyard.dev/model=qwen2-5-3b-instruct",
  qwenPicker: "switchyard.dev/endpoint-picker=qwen2-5-3b-instruct",
};
/** A model server that takes its time, so that requests are in flight when it is killed. */
const tokenMs = 400;
const rightInARow = 10;
const streamCount = 4;
/** Streams that end while something is done, and such that outlast the 30 s which a pod that goes waits before it ends. */
const shortStreamTokens = 15;
const longStreamTokens = 100;

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

const laptop = Laptop.create();
const figures: FaultFigures[] = [];
let gatewayUrl = "";
let processes: ClusterProcesses;
let objects: ClusterObjects;

beforeAll(async () => {
  laptop.setModels([{ model: qwen, replicas: 2 }, { model: phi }]);
  const { code, stdout } = await laptop.start();
  expect(code).toBe(0);
  gatewayUrl = z.object({ gatewayUrl: z.string() }).parse(JSON.parse(stdout)).gatewayUrl;
  processes = new ClusterProcesses(laptop.settings, namespace);
  objects = new ClusterObjects(laptop.settings.kubeconfig, namespace);
  const before = (await processes.pods(pods.qwen)).map(({ name }) => name);
  await objects.setEnvironment("qwen2-5-3b-instruct", "vllm", {
    SWITCHYARD_MODEL_TOKEN_MS: String(tokenMs),
  });
  await expectEventually(async () => {
    const now = await processes.pods(pods.qwen);
    return now.filter(({ name, ready }) => ready && !before.includes(name)).length;
  }, 2);
});

afterAll(async () => {
  console.log(figuresTable(figures));
  await laptop.remove();
});

/** When something began to happen, and when it was complete. */
interface Span {
  readonly beganAtMs: number;
  readonly doneAtMs: number;
}

/** Lets something happen to a cluster that serves both models, with long answers under way, and waits until all is well. */
async function serveDuring(
  name: string,
  happen: (streams: readonly BegunStream[]) => Promise<Span>,
  tokens = shortStreamTokens,
): Promise<Damage> {
  const traffic = watchTraffic(gatewayUrl, models);
  await traffic.untilSteady(rightInARow);
  const streams = await Promise.all(
    Array.from({ length: streamCount }, () => beginStream(gatewayUrl, qwen, tokens)),
  );
  const fault = { name, ...(await happen(streams)) };
  await traffic.untilSteady(rightInARow);
  const streamed = await Promise.all(streams.map(({ ended }) => ended));
  const outcomes = [...(await traffic.stop()), ...streamed];
  const own = models.map((model) => faultFigures(fault, model, outcomes));
  figures.push(...own);
  const cut = streams.filter((_, index) => streamed[index]?.problem !== undefined).map(({ pod }) => pod);
  return {
    lost: Object.fromEntries(own.map(({ model, lost }) => [model, lost])),
    cut,
    lostAfterwards: lostAfterwards(fault, outcomes),
  };
}

interface Damage {
  /** Requests lost, by model. */
  readonly lost: Readonly<Record<string, number>>;
  /** The pods whose streams were cut. */
  readonly cut: readonly string[];
  /** Requests that were lost though they began when the fault was complete. */
  readonly lostAfterwards: readonly string[];
}

async function kill(pid: number): Promise<Span> {
  const beganAtMs = performance.now();
  return { beganAtMs, doneAtMs: await killForGood(pid) };
}

/** Kills a pod's process, and waits until the node agent has made the pod ready again. */
async function killPod(labels: string, pick = (_: PodProcess) => true): Promise<Span> {
  const victim = (await processes.pods(labels)).find(pick);
  if (victim === undefined) throw new Error(`no such pod with ${labels}`);
  const span = await kill(victim.pid);
  await expectEventually(
    async () => {
      const now = (await processes.pods(labels)).find(({ name }) => name === victim.name);
      return { ready: now?.ready, restarts: now?.restarts };
    },
    { ready: true, restarts: victim.restarts + 1 },
  );
  return span;
}

test("of two BBR replicas one is killed: at most the requests in flight are lost", async () => {
  const damage = await serveDuring("one of two BBR replicas", () => killPod(pods.router));
  expect(damage.lostAfterwards).toEqual([]);
  expect(damage.cut).toEqual([]);
});

test("of two model servers one is killed: at most its requests in flight are lost", async () => {
  let victim = "";
  const damage = await serveDuring("one of two model servers", (streams) => {
    victim = streams[0]?.pod ?? "";
    return killPod(pods.qwen, ({ name }) => name === victim);
  });
  expect(damage.lostAfterwards).toEqual([]);
  expect(new Set(damage.cut)).toEqual(new Set([victim]));
  expect(damage.lost[phi]).toBe(0);
});

test("an endpoint picker is killed: its pool is served without it, and no other model is touched", async () => {
  const damage = await serveDuring("the endpoint picker", () => killPod(pods.qwenPicker));
  expect(damage.cut).toEqual([]);
  expect(damage.lost[phi]).toBe(0);
});

test("without any endpoint picker a pool is served, and with one again", async () => {
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", name: "qwen2-5-3b-instruct-epp" };
  const problem = async () => (await askBriefly(gatewayUrl, qwen)).problem;
  await objects.patch(deployment, { spec: { replicas: 0 } });
  await expectEventually(async () => (await processes.pods(pods.qwenPicker)).length, 0);
  await expectEventually(problem, undefined);
  const problems = await Promise.all(Array.from({ length: rightInARow }, problem));
  expect(problems.filter((one) => one !== undefined)).toEqual([]);

  await objects.patch(deployment, { spec: { replicas: 1 } });
  await expectEventually(
    async () => (await processes.pods(pods.qwenPicker)).map(({ ready }) => ready),
    [true],
  );
  await expectEventually(problem, undefined);
});

test("Envoy is killed: every request in flight is lost, and it comes back by itself", async () => {
  const damage = await serveDuring("Envoy", () => kill(processes.envoy().pid));
  expect(damage.cut).toHaveLength(streamCount);
});

test("the API server does not answer for 20 s: nothing is lost", async () => {
  const { pid } = processes.part("kube-apiserver");
  const damage = await serveDuring("the API server, for 20 s", async () => {
    const beganAtMs = performance.now();
    process.kill(pid, "SIGSTOP");
    await sleep(20_000);
    process.kill(pid, "SIGCONT");
    return { beganAtMs, doneAtMs: performance.now() };
  });
  expect(damage.lost).toEqual({ [qwen]: 0, [phi]: 0 });
});

test("a rolling update of a model loses nothing, not even a stream of a pod that goes", async () => {
  const old = (await processes.pods(pods.qwen)).map(({ name }) => name);
  const update = async (streams: readonly BegunStream[]) => {
    expect(old).toEqual(expect.arrayContaining(streams.map(({ pod }) => pod)));
    const beganAtMs = performance.now();
    laptop.setModels([{ model: qwen, replicas: 2, maxModelLen: 2048 }, { model: phi }]);
    const { code } = await laptop.pulumi("up", "--yes", "--stack", "local", "--non-interactive");
    expect(code).toBe(0);
    return { beganAtMs, doneAtMs: performance.now() };
  };
  const damage = await serveDuring("a rolling update", update, longStreamTokens);
  expect((await processes.pods(pods.qwen)).filter(({ name }) => old.includes(name))).toEqual([]);
  expect(damage.lost).toEqual({ [qwen]: 0, [phi]: 0 });
});
