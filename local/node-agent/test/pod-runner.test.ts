import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { V1Container, V1ObjectMeta, V1PodSpec } from "@kubernetes/client-node";
import { ClusterApi } from "../cluster-api";
import type { RunnableImage } from "../images";
import { PodRunner } from "../pod-runner";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";
import { kubeletVersion, nodeImage, pod } from "./samples";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let stateDir: string;
let image: RunnableImage;
let server: KubernetesApi;
let api: ClusterApi;
let log: jest.SpyInstance;
const runners: PodRunner[] = [];

beforeEach(async () => {
  log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  stateDir = mkdtempSync(path.join(tmpdir(), "pod-runner-"));
  image = nodeImage(stateDir);
  server = new KubernetesApi();
  api = new ClusterApi(await server.start(stateDir));
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.kill()));
  server.stop();
  rmSync(stateDir, { recursive: true });
  log.mockRestore();
});

const podPath = "/api/v1/namespaces/llm/pods/vllm-0";

function container(name: string, script: string, more: Partial<V1Container> = {}): V1Container {
  return { name, image: "node", args: [script], ...more };
}

const forever = "console.log('up'); setInterval(() => {}, 1000)";

function start(spec: Partial<V1PodSpec>, metadata: V1ObjectMeta = {}): PodRunner {
  const subject = pod(spec, {}, metadata);
  server.put(podPath, subject);
  const runner = new PodRunner(subject, {
    api,
    images: new Map([["node", image]]),
    stateDir,
    kubeletVersion,
    hostIp: "10.64.254.1",
    podIp: "10.64.0.7",
  });
  runners.push(runner);
  runner.start();
  return runner;
}

function shown(): string {
  return JSON.stringify(server.object(podPath)?.["status"]);
}

function condition(type: string): RegExp {
  return new RegExp(`"type":"${type}","status":"True"`);
}

const isReady = () => condition("Ready").test(shown());

function events(): string[] {
  return server.objects("/api/v1/events").map((one) => `${String(one["reason"])}: ${String(one["message"])}`);
}

const logFile = (name: string) => path.join(stateDir, "pods", `llm_vllm-0_${name}.log`);

test("a pod runs with its volumes, and its status tells its addresses", async () => {
  server.put("/api/v1/namespaces/llm/configmaps/settings", {
    metadata: { name: "settings" },
    data: { a: "1" },
  });
  const script = `console.log(require("fs").readFileSync("/config/a", "utf8")); ${forever}`;
  start({
    containers: [container("main", script, { volumeMounts: [{ name: "v", mountPath: "/config" }] })],
    volumes: [{ name: "v", configMap: { name: "settings" } }],
  });
  await until(isReady);
  expect(server.object(podPath)?.["status"]).toMatchObject({
    phase: "Running",
    hostIP: "10.64.254.1",
    podIP: "10.64.0.7",
    containerStatuses: [{ name: "main", ready: true, restartCount: 0 }],
  });
  await until(() => readFileSync(logFile("main"), "utf8") === "1\nup\n");
});

test("init containers run one after the other, and nothing else before they have succeeded", async () => {
  // Each fails unless the one before it has written its part.
  const append = (file: string, wanted: string, text: string) => `
    const fs = require("fs"), file = "/shared/${file}";
    const before = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
    fs.writeFileSync(file, before + "${text}");
    if (before !== "${wanted}") process.exit(1);`;
  const shared = { volumeMounts: [{ name: "shared", mountPath: "/shared" }] };
  start({
    initContainers: [
      container("first", append("order", "", "1"), shared),
      container("second", append("order", "1", "2"), shared),
    ],
    containers: [container("main", `${append("order", "12", "3")} ${forever}`, shared)],
    volumes: [{ name: "shared", emptyDir: {} }],
  });
  await until(isReady);
  expect(server.object(podPath)?.["status"]).toMatchObject({
    initContainerStatuses: [
      { name: "first", ready: true, restartCount: 0, state: { terminated: { exitCode: 0 } } },
      { name: "second", restartCount: 0, state: { terminated: { exitCode: 0 } } },
    ],
    containerStatuses: [{ name: "main", restartCount: 0 }],
  });
});

test("an init container that failed for good fails its pod; the others never start", async () => {
  start({
    restartPolicy: "Never",
    initContainers: [container("first", "process.exit(2)"), container("second", "")],
    containers: [container("main", forever)],
  });
  await until(() => shown().includes('"phase":"Failed"'));
  expect(server.object(podPath)?.["status"]).toMatchObject({
    initContainerStatuses: [
      { state: { terminated: { reason: "Error", exitCode: 2 } } },
      { state: { waiting: { reason: "ContainerCreating" } } },
    ],
    containerStatuses: [{ state: { waiting: { reason: "PodInitializing" } } }],
  });
  expect(existsSync(logFile("second"))).toBe(false);
  expect(existsSync(logFile("main"))).toBe(false);
});

test("a pod with restart policy Never succeeds when its containers have", async () => {
  start({ restartPolicy: "Never", containers: [container("main", "")] });
  await until(() => shown().includes('"phase":"Succeeded"'));
  expect(isReady()).toBe(false);
});

test("a volume that cannot be mounted is told and tried again; until then the pod has no address", async () => {
  start({
    containers: [container("main", forever)],
    volumes: [{ name: "v", secret: { secretName: "late" } }],
  });
  const failed = 'FailedMount: MountVolume.SetUp failed for volume "v" : secret "late" not found';
  await until(() => events().includes(failed));
  expect(server.object(podPath)?.["status"]).toMatchObject({ phase: "Pending" });
  expect(shown()).not.toContain("podIP");
  server.put("/api/v1/namespaces/llm/secrets/late", { metadata: { name: "late" }, data: {} });
  await until(isReady);
  expect(shown()).toContain('"podIP":"10.64.0.7"');
});

test("who waits for a volume can be stopped, and has started nothing", async () => {
  const runner = start({
    containers: [container("main", forever)],
    volumes: [{ name: "v", secret: { secretName: "none" } }],
  });
  await until(() => events().length > 0);
  await runner.stop({ graceMs: 0, withPreStop: false });
  server.put("/api/v1/namespaces/llm/secrets/none", { metadata: { name: "none" }, data: {} });
  await runner.stop({ graceMs: 0, withPreStop: false });
  expect(existsSync(logFile("main"))).toBe(false);
});

describe("the end of a pod", () => {
  const marksItsEnd = (marker: string) =>
    `process.on("SIGTERM", () => { require("fs").writeFileSync(${JSON.stringify(marker)}, ""); process.exit(0); });
     ${forever}`;

  test("its processes end first, then its files go, then its object", async () => {
    const marker = path.join(stateDir, "ended");
    const runner = start({ containers: [container("main", marksItsEnd(marker))] });
    await until(() => isReady() && readFileSync(logFile("main"), "utf8") === "up\n");
    server.failNext(`DELETE ${podPath}`, 503);
    const deleted = runner.delete();
    expect(runner.delete()).toBe(deleted);
    await until(() => server.callsOf("DELETE").length === 1);
    expect(existsSync(marker)).toBe(true);
    expect(readdirSync(path.join(stateDir, "pods"))).toEqual([]);
    expect(server.object(podPath)).toMatchObject({
      status: { containerStatuses: [{ ready: false, state: { terminated: { exitCode: 0 } } }] },
    });
    await deleted;
    expect(server.object(podPath)).toBeUndefined();
    expect(log).toHaveBeenCalledWith(
      expect.stringMatching(/^pod vllm-0 was not removed, retrying: HTTP-Code: 503\b/),
    );
    expect(events()).toContain("Killing: Stopping container main");
  });

  test("a deletion may ask for another time than the pod itself", async () => {
    const stubborn = container("main", `process.on("SIGTERM", () => {}); ${forever}`);
    const runner = start(
      { terminationGracePeriodSeconds: 3600, containers: [stubborn] },
      { deletionGracePeriodSeconds: 0 },
    );
    await until(() => isReady() && readFileSync(logFile("main"), "utf8") === "up\n");
    await runner.delete();
    expect(server.object(podPath)).toBeUndefined();
  });

  test("a pod whose object is gone is killed at once, and nothing is said of it any more", async () => {
    const marker = path.join(stateDir, "ended");
    const runner = start({ containers: [container("main", marksItsEnd(marker))] });
    await until(() => isReady() && readFileSync(logFile("main"), "utf8") === "up\n");
    server.remove(podPath);
    const before = server.callsOf("PATCH").length + server.callsOf("DELETE").length;
    await runner.kill();
    expect(existsSync(marker)).toBe(false);
    expect(readdirSync(path.join(stateDir, "pods"))).toEqual([]);
    expect(server.callsOf("PATCH").length + server.callsOf("DELETE").length).toBe(before);
  });

  test("a pod that is only stopped keeps its object and its files, and is not started again", async () => {
    const runner = start({ containers: [container("main", forever)] });
    await until(isReady);
    await runner.stop({ graceMs: 5000, withPreStop: false });
    expect(server.object(podPath)).toMatchObject({
      status: { containerStatuses: [{ restartCount: 0, state: { terminated: { exitCode: 143 } } }] },
    });
    expect(readdirSync(path.join(stateDir, "pods")).sort()).toEqual(["llm_vllm-0_main.log", "u-1"]);
  });
});

test("what somebody else wrote over the pod's conditions is put right", async () => {
  const runner = start({ containers: [container("main", forever)] });
  await until(isReady);
  const unready = pod(
    { containers: [container("main", forever)] },
    {
      conditions: [
        { type: "Ready", status: "False" },
        { type: "PodScheduled", status: "True" },
      ],
    },
  );
  server.put(podPath, unready);
  runner.update(unready);
  await until(isReady);
  expect(shown()).toMatch(condition("PodScheduled"));
});
