import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { V1ObjectMeta, V1Pod, V1PodSpec } from "@kubernetes/client-node";
import { imageContracts } from "../image-contracts";
import { NodeAgent } from "../node-agent";
import type { NodePool } from "@switchyard/contracts/node-pool";
import type { NodeAgentSettings } from "../settings";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";
import { kubeletVersion, systemPool, tpuPool, unschedulablePod } from "./samples";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let stateDir: string;
let server: KubernetesApi;
let settings: NodeAgentSettings;
let logged: unknown[];
const agents: NodeAgent[] = [];

beforeEach(async () => {
  logged = [];
  jest.spyOn(console, "log").mockImplementation((line: unknown) => logged.push(line));
  stateDir = mkdtempSync(path.join(tmpdir(), "node-agent-"));
  server = new KubernetesApi();
  const program = path.join(stateDir, "program");
  writeFileSync(program, "#!/bin/sh\nexec /bin/sleep 600\n", { mode: 0o755 });
  settings = {
    slot: 0,
    kubeconfig: await server.start(stateDir),
    stateDir,
    tools: { bbr: program, epp: program, envoy: program },
    kubeletVersion,
    poolsFile: path.join(stateDir, "node-pools.json"),
    emptyNodeDelaySec: 600,
  };
  writePools([system, { ...tpuPool, maxNodes: 2 }]);
});

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.stop()));
  server.stop();
  rmSync(stateDir, { recursive: true });
  jest.restoreAllMocks();
});

const system: NodePool = { ...systemPool, minNodes: 1, maxNodes: 1 };

function writePools(pools: readonly NodePool[]): void {
  writeFileSync(`${settings.poolsFile}.partial`, JSON.stringify(pools));
  renameSync(`${settings.poolsFile}.partial`, settings.poolsFile);
}

async function startAgent(): Promise<NodeAgent> {
  const agent = new NodeAgent(settings);
  agents.push(agent);
  await agent.start();
  return agent;
}

/** One that the agent can run. */
const [image = ""] = imageContracts.keys();

const podPath = (name: string) => `/api/v1/namespaces/llm/pods/${name}`;

function boundPod(name: string, more: Partial<V1PodSpec> = {}, metadata: V1ObjectMeta = {}): V1Pod {
  const containers = [{ name: "main", image }];
  return {
    metadata: Object.assign({ name, namespace: "llm", uid: `uid-of-${name}` }, metadata),
    spec: { nodeName: "system-0", containers, ...more },
  };
}

function addPod(name: string, more: Partial<V1PodSpec> = {}, metadata: V1ObjectMeta = {}): void {
  server.put(podPath(name), boundPod(name, more, metadata));
}

function statusText(name: string): string {
  return JSON.stringify(server.object(podPath(name))?.["status"] ?? {});
}

const isReady = (name: string) => statusText(name).includes('"type":"Ready","status":"True"');
const addressOf = (name: string) => /"podIP":"([\d.]+)"/.exec(statusText(name))?.[1];
const nodeNames = () => server.objects("/api/v1/nodes").map((one) => nameOf(one["metadata"]));

function nameOf(metadata: unknown): unknown {
  return typeof metadata === "object" && metadata !== null && "name" in metadata ? metadata.name : undefined;
}

/** The pod's object as it is while Kubernetes deletes it. */
function markDeleted(name: string): void {
  addPod(name, {}, { deletionTimestamp: new Date(), deletionGracePeriodSeconds: 5 });
}

test("the system nodes are registered once, and found again after a restart", async () => {
  const first = await startAgent();
  expect(nodeNames()).toEqual(["system-0"]);
  await first.stop();
  await startAgent();
  expect(nodeNames()).toEqual(["system-0"]);
  expect(server.callsOf("POST /api/v1/nodes")).toHaveLength(1);
});

test("pods on its nodes run, each at a separate address; pods on other nodes do not", async () => {
  addPod("there-before");
  addPod("stranger", { nodeName: "gke-1" });
  await startAgent();
  addPod("new");
  await until(() => isReady("there-before") && isReady("new"));
  expect([addressOf("there-before"), addressOf("new")]).toEqual(["10.64.0.1", "10.64.0.2"]);
  expect(statusText("stranger")).toBe("{}");
});

test("a pod that fits nowhere gets a node, and waiting pods never more than are allowed", async () => {
  await startAgent();
  const spec = {
    nodeSelector: { "cloud.google.com/gke-tpu-accelerator": "tpu-v6e-slice" },
    tolerations: [{ key: "google.com/tpu", operator: "Exists" }],
    containers: [{ name: "main", resources: { requests: { "google.com/tpu": "4" } } }],
  };
  const add = (name: string) => {
    server.put(podPath(name), unschedulablePod(spec, { name, uid: name }));
  };
  add("a");
  await until(() => nodeNames().includes("tpu-0"));
  add("b");
  add("c");
  await until(() => nodeNames().includes("tpu-1"));
  // It has looked at all of them once it has seen this one.
  addPod("last");
  await until(() => isReady("last"));
  expect(nodeNames()).toEqual(["system-0", "tpu-0", "tpu-1"]);
});

test("a node that could not be added is tried again", async () => {
  await startAgent();
  const spec = {
    tolerations: [{ operator: "Exists" }],
    containers: [{ name: "main", resources: { requests: { "google.com/tpu": "1" } } }],
  };
  server.failNext("POST /api/v1/nodes", 500);
  server.put(podPath("a"), unschedulablePod(spec, { name: "a", uid: "a" }));
  await until(() => String(logged.at(-1)).startsWith("changing nodes failed, retrying: "));
  expect(nodeNames()).toEqual(["system-0"]);
  await until(() => nodeNames().includes("tpu-0"));
});

test("a node that has been empty for the delay goes, and no heartbeat brings it back after a restart", async () => {
  settings = { ...settings, emptyNodeDelaySec: 0 };
  writePools([system, { ...tpuPool, minNodes: 1 }]);
  const agent = await startAgent();
  expect(nodeNames()).toEqual(["system-0", "tpu-0"]);
  writePools([system, tpuPool]);
  await until(() => !nodeNames().includes("tpu-0"));
  await agent.stop();
  await startAgent();
  expect(nodeNames()).toEqual(["system-0"]);
  expect(server.callsOf("DELETE /api/v1/nodes")).toHaveLength(1);
});

test("when its pool is gone a node ends its pods first, then goes, and it comes back with its pool", async () => {
  writePools([system, { ...tpuPool, minNodes: 1 }]);
  await startAgent();
  addPod("a");
  addPod("on-tpu", { nodeName: "tpu-0" });
  await until(() => isReady("a") && isReady("on-tpu"));
  writePools([system]);
  await until(() => logged.includes("node tpu-0 removed"));
  expect(server.object(podPath("on-tpu"))).toBeUndefined();
  const deletions = server.callsOf("DELETE").map(({ line }) => line);
  expect(deletions.at(0)).toBe(`DELETE ${podPath("on-tpu")}`);
  expect(deletions.slice(-2)).toEqual([
    "DELETE /api/v1/nodes/tpu-0",
    "DELETE /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/tpu-0",
  ]);
  writePools([system, { ...tpuPool, minNodes: 1 }]);
  await until(() => nodeNames().includes("tpu-0"));
  expect(isReady("a")).toBe(true);
});

test("without a file of pools there are no nodes, until there is one", async () => {
  rmSync(settings.poolsFile);
  await startAgent();
  expect(nodeNames()).toEqual([]);
  writePools([system]);
  await until(() => nodeNames().includes("system-0"));
});

test("a deleted pod ends and its object is removed, once", async () => {
  await startAgent();
  addPod("a");
  await until(() => isReady("a"));
  markDeleted("a");
  await until(() => server.object(podPath("a")) === undefined);
  await until(() => logged.includes("pod llm/a is gone"));
  expect(server.callsOf(`DELETE ${podPath("a")}`)).toHaveLength(1);
});

test("a deleted pod that never ran here is removed, or its object would stay for ever", async () => {
  addPod("never-ran", {}, { deletionTimestamp: new Date() });
  await startAgent();
  await until(() => server.object(podPath("never-ran")) === undefined);
  expect(logged).not.toContain("pod llm/never-ran starts at 10.64.0.1");
});

test("a pod that took another one's name while the watch was cut off does not run beside it", async () => {
  await startAgent();
  addPod("a");
  await until(() => isReady("a"));
  // As after a new list: the old one's deletion is never told.
  addPod("a", {}, { uid: "uid-of-another" });
  await until(() => logged.includes("pod llm/a is gone"));
  await until(() => isReady("a"));
  expect(addressOf("a")).toBe("10.64.0.2");
  expect(readdirSync(path.join(stateDir, "pods"))).toContain("uid-of-another");
  expect(readdirSync(path.join(stateDir, "pods"))).not.toContain("uid-of-a");
});

describe("after a restart", () => {
  test("pods run again at the addresses that others know, and no new pod gets one of these", async () => {
    const first = await startAgent();
    addPod("a");
    addPod("b");
    await until(() => isReady("a") && isReady("b"));
    await first.stop();
    expect(statusText("a")).toContain('"exitCode":143');
    server.remove(podPath("a"));
    addPod("aa-new");
    await startAgent();
    await until(() => isReady("b") && isReady("aa-new"));
    expect(addressOf("b")).toBe("10.64.0.2");
    expect(addressOf("aa-new")).toBe("10.64.0.1");
    expect(statusText("b")).toContain('"restartCount":1');
  });

  test("a pod that is finished stays finished", async () => {
    const status = { phase: "Succeeded", podIP: "10.64.0.1" };
    server.put(podPath("job"), Object.assign(boundPod("job"), { status }));
    await startAgent();
    addPod("a");
    await until(() => isReady("a"));
    expect(addressOf("a")).toBe("10.64.0.1");
    expect(server.callsOf(`PATCH ${podPath("job")}`)).toEqual([]);
  });
});

test("once it is stopped it starts nothing any more, and everything stays registered", async () => {
  const agent = await startAgent();
  addPod("a");
  await until(() => isReady("a"));
  await agent.stop();
  addPod("late");
  expect(statusText("a")).toContain('"exitCode":143');
  expect(statusText("late")).toBe("{}");
  expect(nodeNames()).toEqual(["system-0"]);
  expect(server.callsOf("DELETE")).toEqual([]);
  await until(() => server.watches === 0);
});
