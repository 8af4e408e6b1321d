import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import type { ChatOutcome } from "@switchyard/cluster/traffic/chat-request";
import { observeWake } from "../e2e/support/observe-wake";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";

const deployments = "/apis/apps/v1/namespaces/ns/deployments";
const podPath = "/api/v1/namespaces/ns/pods/m-1";
const nodePath = "/api/v1/nodes/n";

let folder: string;
let api: KubernetesApi;
let kubeconfig: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-wake-"));
  api = new KubernetesApi();
  kubeconfig = await api.start(folder);
});

afterEach(() => {
  api.stop();
  rmSync(folder, { recursive: true });
});

function observe(ask: () => Promise<ChatOutcome>) {
  return observeWake(readKubeconfig(kubeconfig), { name: "m", namespace: "ns" }, ask);
}

function putDeployment(name: string, replicas: number): void {
  api.put(`${deployments}/${name}`, { metadata: { name, namespace: "ns" }, spec: { replicas } });
}

function putPod(nodeName: string | undefined, ...conditions: readonly string[]): void {
  const metadata = { name: "m-1", namespace: "ns", uid: "1" };
  api.put(podPath, { metadata, spec: { nodeName }, status: { conditions: conditionList(conditions) } });
}

function putNode(): void {
  api.put(nodePath, { metadata: { name: "n" }, status: { conditions: conditionList(["Ready=True"]) } });
}

function conditionList(conditions: readonly string[]) {
  return conditions.map((condition) => {
    const [type, status] = condition.split("=");
    return { type, status };
  });
}

const outcome = (problem?: string): ChatOutcome => ({ model: "Org/m", problem, latencyMs: 1 });

test("every step is seen while the request is under way, each at its own time", async () => {
  putDeployment("m", 0);
  putDeployment("other", 1);
  const steps = [
    () => {
      putDeployment("m", 1);
    },
    () => {
      putPod(undefined);
    },
    () => {
      putPod(undefined, "PodScheduled=False");
    },
    () => {
      putNode();
    },
    () => {
      putPod("n", "PodScheduled=True");
    },
    () => {
      putPod("n", "PodScheduled=True", "Ready=True");
    },
  ];
  const times = await observe(async () => {
    for (const step of steps) {
      await sleep(50);
      step();
    }
    return outcome();
  });
  const { sentAtMs, scaledAtMs, createdAtMs, unschedulableAtMs, scheduledAtMs, readyAtMs } = times;
  expect(scaledAtMs).toBeGreaterThan(sentAtMs);
  expect(unschedulableAtMs).toBeGreaterThan(createdAtMs);
  expect(scheduledAtMs).toBeGreaterThan(Number(unschedulableAtMs));
  expect(readyAtMs).toBeGreaterThan(scheduledAtMs);
  expect(times.nodeReadyAtMs).toBeGreaterThan(sentAtMs);
  expect(times.answeredAtMs).toBeGreaterThan(sentAtMs);
});

test("what the watches tell after the answer is waited for", async () => {
  putNode();
  let late: Promise<void> | undefined;
  const times = await observe(() => {
    late = sleep(100).then(() => {
      putDeployment("m", 1);
      putPod("n", "PodScheduled=True", "Ready=True");
    });
    return Promise.resolve(outcome());
  });
  await late;
  expect(times.unschedulableAtMs).toBeUndefined();
  expect(times.nodeReadyAtMs).toBeLessThan(times.sentAtMs);
  expect(Math.min(times.scaledAtMs, times.readyAtMs)).toBeGreaterThan(times.answeredAtMs);
});

test.each([
  [
    "is scaled up",
    () => {
      putDeployment("m", 1);
    },
  ],
  [
    "has a pod that is still there",
    () => {
      putPod("n", "PodScheduled=True");
    },
  ],
])("a model that %s is not asked", async (_, prepare) => {
  prepare();
  const ask = jest.fn(() => Promise.resolve(outcome()));
  await expect(observe(ask)).rejects.toThrow(/^m is not asleep$/);
  expect(ask).not.toHaveBeenCalled();
});

test("a wrong answer is no wake, and nothing is watched any more", async () => {
  await expect(observe(() => Promise.resolve(outcome("answered 503: nobody")))).rejects.toThrow(
    /^m was woken, but: answered 503: nobody$/,
  );
  await until(() => api.watches === 0);
});

test("a watch that ended may have missed something, so that there are no times", async () => {
  const waking = observe(async () => {
    await until(() => api.watches >= 3);
    api.failNext("GET /api/v1/nodes", 500);
    api.endWatches();
    putDeployment("m", 1);
    putPod("n", "PodScheduled=True", "Ready=True");
    return outcome();
  });
  await expect(waking).rejects.toThrow(/^a watch ended early: /);
});
