/**
 * `npm run bench:wake`: the first request to a model without a pod and without a node, on the laptop alone and with a
 * simulated Google Cloud, and where its time goes. For comparison, the same request once the model is up.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { CoreV1Api } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { modelLabel } from "../components/objects/labels";
import { objectName } from "../components/model/names";
import { pollingIntervalSec } from "../components/scaling/keda/scaled-object";
import { runToExit } from "@switchyard/cluster/commands/command-line";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";
import { gatewayUrl } from "@switchyard/cluster/settings";
import { askModel } from "@switchyard/cluster/traffic/chat-request";
import { UserError } from "@switchyard/process/user-error";
import { observeWake } from "../test/e2e/support/observe-wake";
import { wakeSplit } from "../test/support/wake-split";
import { benchSlot } from "./empty-cluster";
import { progress } from "./progress";
import { startLaptop, withLaptop } from "./started-laptop";
import { wakeReport } from "./wake-report";
import type { MeasuredWake } from "./wake-report";

const stacks = ["local", "tpu"];
const model = "Qwen/Qwen2.5-3B-Instruct";
const asked = { model, baseModel: model };
const url = gatewayUrl(benchSlot, 80);
const target = { name: objectName(model), namespace: "llm-d-inference-scheduling" };
const wakes = 5;

/** Short, so that the model is soon asleep again. */
const coolDownSec = 5;
/** The cool-down, half a minute for the pod to exit, and half a minute for which an empty node is kept. */
const asleepTimeoutMs = 5 * 60_000;
const wakeTimeoutMs = 2 * 60_000;
const pollMs = 200;

/** Pods of the model, and nodes with accelerators. */
async function leftAwake(config: KubeConfig): Promise<readonly string[]> {
  const core = config.makeApiClient(CoreV1Api);
  const labelSelector = `${modelLabel}=${target.name}`;
  const { items: pods } = await core.listNamespacedPod({ namespace: target.namespace, labelSelector });
  const { items: nodes } = await core.listNode();
  const accelerators = nodes.filter(({ status }) => status?.capacity?.["google.com/tpu"] !== undefined);
  return [...pods, ...accelerators].map(({ metadata }) => metadata?.name ?? "");
}

async function untilAsleep(config: KubeConfig, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + asleepTimeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const left = await leftAwake(config);
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new UserError(`does not fall asleep: ${left.join(", ")}`);
    await sleep(pollMs);
  }
}

async function measureWake(config: KubeConfig): Promise<MeasuredWake> {
  const split = wakeSplit(await observeWake(config, target, () => askModel(url, asked, wakeTimeoutMs)));
  progress(`answered after ${(split.wholeMs / 1000).toFixed(1)} s`);
  const { problem, latencyMs } = await askModel(url, asked);
  if (problem !== undefined) throw new UserError(`${model} was up, but: ${problem}`);
  return { split, whenUpMs: latencyMs };
}

function measureStack(stack: string): Promise<readonly MeasuredWake[]> {
  return withLaptop(async (laptop, signal) => {
    laptop.setModels([{ model, coolDownSec }]);
    laptop.setConfig({ "switchyard:scaleToZero": "true" });
    progress(`npm start of the ${stack} stack`);
    await startLaptop(laptop);
    const config = readKubeconfig(laptop.settings.kubeconfig);
    const all: MeasuredWake[] = [];
    while (all.length < wakes) {
      progress(`${stack}: until the model has no pod and no node`);
      await untilAsleep(config, signal);
      // KEDA polls: without pauses of different lengths, each request would come at the same time before a poll.
      await sleep((all.length / wakes) * pollingIntervalSec * 1000);
      progress(`${stack}: wake ${all.length + 1} of ${wakes}`);
      all.push(await measureWake(config));
    }
    return all;
  }, stack);
}

async function main(): Promise<void> {
  progress("bench:wake takes about a quarter of an hour");
  for (const stack of stacks) console.log(`${wakeReport(stack, await measureStack(stack))}\n`);
  progress("what the parts are, and figures to compare with: docs/benchmarks.md");
}

void runToExit(main);
