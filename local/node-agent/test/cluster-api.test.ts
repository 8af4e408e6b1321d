import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ClusterApi } from "../cluster-api";
import type { PodWatch } from "../cluster-api";
import { podEvent } from "../pod-event";
import { KubernetesApi, writeKubeconfig } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";
import { node, pod, systemPool } from "./samples";

let folder: string;
let server: KubernetesApi;
let api: ClusterApi;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "cluster-api-"));
  server = new KubernetesApi();
  api = new ClusterApi(await server.start(folder));
});

afterEach(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

const nodePath = "/api/v1/nodes/system-0";
const leasesPath = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
const podPath = "/api/v1/namespaces/llm/pods/vllm-0";
const mergePatch = "application/merge-patch+json";

test("a kubeconfig that names no cluster is refused with its path", () => {
  const file = path.join(folder, "empty");
  writeFileSync(file, JSON.stringify({ clusters: [], users: [], contexts: [] }));
  expect(() => new ClusterApi(file)).toThrow(new Error(`${file}: has no current cluster`));
});

describe("nodes", () => {
  test("are registered once; an existing one is left as it is", async () => {
    await api.createNode(node(systemPool, "system-0"));
    await api.createNode(Object.assign(node(systemPool, "system-0"), { spec: { unschedulable: true } }));
    const [registered, ...others] = await api.listNodes();
    expect(registered?.spec).toEqual({ providerID: "switchyard://system-0", taints: [] });
    expect(others).toEqual([]);
  });

  test("a node that the API server refuses is not taken for registered", async () => {
    server.failNext("POST /api/v1/nodes", 422);
    await expect(api.createNode(node(systemPool, "system-0"))).rejects.toMatchObject({ code: 422 });
  });

  test("a node is marked as about to go and can be removed, with its lease; one that is gone is fine", async () => {
    server.put(nodePath, node(systemPool, "system-0"));
    await api.renewLease("system-0");
    const marked = await api.markDraining("system-0");
    expect(marked?.spec).toMatchObject({ unschedulable: true, providerID: "switchyard://system-0" });
    expect(marked?.metadata?.annotations).toMatchObject({ "switchyard.dev/draining": "true" });
    await api.deleteNode("system-0");
    expect(server.object(nodePath)).toBeUndefined();
    expect(server.object(`${leasesPath}/system-0`)).toBeUndefined();
    await api.deleteNode("system-0");
    expect(await api.markDraining("system-0")).toBeUndefined();
    server.failNext("DELETE", 500);
    await expect(api.deleteNode("system-0")).rejects.toMatchObject({ code: 500 });
  });

  test("a heartbeat changes nothing but the conditions and the version, and tells when the node is gone", async () => {
    server.put(nodePath, node(systemPool, "system-0"));
    expect(await api.reportNodeReady("system-0", "v1.31.2")).toBe(true);
    const [call] = server.callsOf(`PATCH ${nodePath}/status`);
    expect(call?.contentType).toBe(mergePatch);
    expect(call?.body).toEqual({
      status: { conditions: expect.any(Array) as unknown, nodeInfo: { kubeletVersion: "v1.31.2" } },
    });
    expect(server.object(nodePath)).toMatchObject({
      status: { capacity: { cpu: "4" }, nodeInfo: { kubeletVersion: "v1.31.2", operatingSystem: "linux" } },
    });
    server.remove(nodePath);
    expect(await api.reportNodeReady("system-0", "v1.31.2")).toBe(false);
    server.failNext("PATCH", 500);
    await expect(api.reportNodeReady("system-0", "v1.31.2")).rejects.toMatchObject({ code: 500 });
  });

  test("a lease is created when it is not there, and renewed from then on", async () => {
    await api.renewLease("system-0");
    const created = server.object(`${leasesPath}/system-0`);
    expect(created).toMatchObject({ spec: { holderIdentity: "system-0", leaseDurationSeconds: 40 } });
    await api.renewLease("system-0");
    expect(server.calls.map((call) => call.line)).toEqual([
      `PATCH ${leasesPath}/system-0`,
      `POST ${leasesPath}`,
      `PATCH ${leasesPath}/system-0`,
    ]);
    // The API server refuses a time without microseconds here.
    expect(JSON.stringify(server.calls.at(-1)?.body)).toMatch(/"renewTime":"[\d-]+T[\d:]+\.\d{6}Z"/);
  });
});

describe("pods", () => {
  test("a status is merged into the pod's", async () => {
    server.put(podPath, pod({}, { qosClass: "Burstable" }));
    expect(await api.writePodStatus(pod(), { phase: "Running" })).toBe(true);
    expect(server.object(podPath)).toMatchObject({ status: { phase: "Running", qosClass: "Burstable" } });
    expect(server.calls[0]?.contentType).toBe(mergePatch);
  });

  test("a status never lands on another pod of the same name", async () => {
    expect(await api.writePodStatus(pod(), { phase: "Running" })).toBe(false);
    server.put(podPath, pod({}, { phase: "Pending" }, { uid: "u-2" }));
    expect(await api.writePodStatus(pod(), { phase: "Running" })).toBe(false);
    expect(server.object(podPath)).toMatchObject({ status: { phase: "Pending" } });
  });

  test("a status that could not be written is not taken for a pod that is gone", async () => {
    server.put(podPath, pod());
    server.failNext("PATCH", 503);
    await expect(api.writePodStatus(pod(), { phase: "Running" })).rejects.toMatchObject({ code: 503 });
  });

  test("exactly the pod itself is deleted, at once", async () => {
    server.put(podPath, pod());
    await api.deletePod(pod());
    expect(server.object(podPath)).toBeUndefined();
    expect(server.calls[0]?.body).toMatchObject({ gracePeriodSeconds: 0, preconditions: { uid: "u-1" } });
    await api.deletePod(pod());
    server.put(podPath, pod({}, {}, { uid: "u-2" }));
    await api.deletePod(pod());
    expect(server.object(podPath)).toMatchObject({ metadata: { uid: "u-2" } });
    server.failNext("DELETE", 500);
    await expect(api.deletePod(pod())).rejects.toMatchObject({ code: 500 });
  });

  test("exactly the pod itself is sent away from its node, with its grace period", async () => {
    server.put(podPath, pod());
    await api.drainPod(pod());
    expect(server.calls[0]?.body).toEqual({ preconditions: { uid: "u-1" } });
    server.put(podPath, pod({}, {}, { uid: "u-2" }));
    await api.drainPod(pod());
    expect(server.object(podPath)).toMatchObject({ metadata: { uid: "u-2" } });
  });

  test("a token belongs to the pod and its ServiceAccount, for the audience that is asked for", async () => {
    const owner = pod({ serviceAccountName: "epp" });
    expect(await api.createToken(owner, "")).toBe("token-1");
    expect(await api.createToken(owner, "vault")).toBe("token-2");
    await api.createToken(pod(), "");
    const account = "POST /api/v1/namespaces/llm/serviceaccounts";
    expect(server.calls.map((call) => call.line)).toEqual([
      `${account}/epp/token`,
      `${account}/epp/token`,
      `${account}/default/token`,
    ]);
    const boundObjectRef = { apiVersion: "v1", kind: "Pod", name: "vllm-0", uid: "u-1" };
    expect(server.calls.slice(0, 2).map((call) => call.body)).toMatchObject([
      { spec: { audiences: [], expirationSeconds: 3607, boundObjectRef } },
      { spec: { audiences: ["vault"], expirationSeconds: 3607, boundObjectRef } },
    ]);
  });
});

describe("objects that pods refer to", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  test("are decoded; those that are missing are only missing", async () => {
    server.put("/api/v1/namespaces/llm/configmaps/settings", {
      metadata: { name: "settings" },
      data: { text: "ä=1" },
      binaryData: { bytes: Buffer.from([0, 255]).toString("base64") },
    });
    server.put("/api/v1/namespaces/llm/secrets/hf", {
      metadata: { name: "hf" },
      data: { token: base64("s3") },
    });
    server.put("/api/v1/namespaces/other/secrets/none", { metadata: { name: "none" }, data: {} });
    const found = await api.readObjects("llm", [
      { kind: "configMap", name: "settings" },
      { kind: "secret", name: "hf" },
      { kind: "configMap", name: "hf" },
      { kind: "secret", name: "none" },
    ]);
    expect(found.find("configMap", "settings")).toEqual({
      text: Buffer.from("ä=1"),
      bytes: Buffer.from([0, 255]),
    });
    expect(found.find("secret", "hf")).toEqual({ token: Buffer.from("s3") });
    expect(found.find("configMap", "hf")).toBeUndefined();
    expect(found.find("secret", "none")).toBeUndefined();
  });

  test("that may not be read are not taken for missing: an optional one would silently be left out", async () => {
    server.failNext("GET", 403);
    const reading = api.readObjects("llm", [{ kind: "secret", name: "hf" }]);
    await expect(reading).rejects.toMatchObject({ code: 403 });
  });
});

test("an event is created once and then counts up; one that has expired meanwhile is no failure", async () => {
  const text = { type: "Warning", reason: "BackOff", message: "m" } as const;
  const seen = (count: number, nowMs: number) => podEvent(pod(), text, new Date(0), count, new Date(nowMs));
  await api.recordEvent(seen(1, 1000));
  await api.recordEvent(seen(2, 2000));
  const events = server.objects("/api/v1/events");
  expect(events).toMatchObject([
    {
      count: 2,
      firstTimestamp: "1970-01-01T00:00:00.000Z",
      lastTimestamp: "1970-01-01T00:00:02.000Z",
      ...text,
    },
  ]);
  server.remove(`/api/v1/namespaces/llm/events/${seen(1, 0).metadata.name ?? ""}`);
  await api.recordEvent(seen(3, 3000));
  expect(server.objects("/api/v1/events")).toEqual([]);
});

describe("watching pods", () => {
  interface Watched {
    readonly told: string[];
    readonly list: () => string[];
  }

  let pods: PodWatch | undefined;

  afterEach(async () => {
    await pods?.stop();
  });

  async function watch(): Promise<Watched> {
    const told: string[] = [];
    pods = await api.watchPods(
      (one) => told.push(`${one.metadata?.name ?? ""} ${one.status?.phase ?? ""}`),
      (one) => told.push(`${one.metadata?.name ?? ""} deleted`),
    );
    return { told, list: () => pods?.list().map((one) => one.metadata?.name ?? "") ?? [] };
  }

  const put = (name: string, phase: string) => {
    server.put(`/api/v1/namespaces/llm/pods/${name}`, pod({}, { phase }, { name, uid: name }));
  };

  test("reports existing ones and every change, in order", async () => {
    put("a", "Running");
    const { told, list } = await watch();
    expect(told).toEqual(["a Running"]);
    put("b", "Pending");
    put("b", "Running");
    server.remove("/api/v1/namespaces/llm/pods/a");
    await until(() => told.length === 4);
    expect(told.slice(1)).toEqual(["b Pending", "b Running", "a deleted"]);
    expect(list()).toEqual(["b"]);
  });

  test("goes on where it was when the API server ends the watch", async () => {
    put("a", "Running");
    const { told } = await watch();
    await until(() => server.watches === 1);
    server.endWatches();
    put("b", "Pending");
    server.remove("/api/v1/namespaces/llm/pods/a");
    await until(() => told.length === 3);
    expect(told).toEqual(["a Running", "b Pending", "a deleted"]);
    expect(server.callsOf("GET /api/v1/pods")).toHaveLength(1);
  });

  test("is over once it is stopped", async () => {
    const { told } = await watch();
    await until(() => server.watches === 1);
    await pods?.stop();
    await until(() => server.watches === 0);
    put("a", "Running");
    expect(told).toEqual([]);
    expect(server.callsOf("WATCH")).toHaveLength(1);
  });

  test("tries again when the first list is refused", async () => {
    put("a", "Running");
    server.failNext("GET /api/v1/pods", 500);
    const { told } = await watch();
    expect(told).toEqual([]);
    await until(() => told.length === 1);
    expect(told).toEqual(["a Running"]);
  });
});

test("an API server that cannot be reached is named as the cause", async () => {
  const unreachable = new ClusterApi(writeKubeconfig(folder, "http://127.0.0.1:1"));
  await expect(unreachable.listPods()).rejects.toThrow("connect ECONNREFUSED 127.0.0.1:1");
});
