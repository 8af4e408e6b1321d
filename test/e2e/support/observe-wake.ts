import { AppsV1Api, CoreV1Api, makeInformer } from "@kubernetes/client-node";
import type { KubeConfig } from "@kubernetes/client-node";
import { setTimeout as sleep } from "node:timers/promises";
import { modelLabel } from "../../../components/objects/labels";
import type { ChatOutcome } from "@switchyard/cluster/traffic/chat-request";
import { errorMessage, UserError } from "@switchyard/process/user-error";
import { WakeSightings } from "../../support/wake-sightings";
import type { SeenTimes } from "../../support/wake-sightings";
import type { WakeTimes } from "../../support/wake-split";

/** The model whose wake is watched: its object name, and the namespace of its objects. */
export interface SleepingModel {
  readonly name: string;
  readonly namespace: string;
}

/** A watch may tell of what the answer followed from after the answer itself. */
const watchLagMs = 10_000;
const pollMs = 10;

/**
 * Sends a request to a model without a pod, and watches what happens in the cluster until it is answered.
 * @throws UserError when the model was not asleep, the answer is wrong, or a watch has missed something.
 */
export async function observeWake(
  config: KubeConfig,
  model: SleepingModel,
  ask: () => Promise<ChatOutcome>,
): Promise<WakeTimes> {
  const sightings = new WakeSightings();
  const failures: unknown[] = [];
  const watches = watchesOf(config, model, sightings);
  for (const watch of watches) watch.on("error", (error) => failures.push(error));
  try {
    for (const watch of watches) await watch.start();
    if (sightings.isAwake()) throw new UserError(`${model.name} is not asleep`);
    const sentAtMs = performance.now();
    const { problem } = await ask();
    const answeredAtMs = performance.now();
    if (problem !== undefined) throw new UserError(`${model.name} was woken, but: ${problem}`);
    return { sentAtMs, ...(await allSeen(sightings, failures)), answeredAtMs };
  } finally {
    for (const watch of watches) await watch.stop();
  }
}

function watchesOf(config: KubeConfig, { name, namespace }: SleepingModel, sightings: WakeSightings) {
  const apps = config.makeApiClient(AppsV1Api);
  const core = config.makeApiClient(CoreV1Api);
  const labelSelector = `${modelLabel}=${name}`;
  const deployments = makeInformer(config, `/apis/apps/v1/namespaces/${namespace}/deployments`, () =>
    apps.listNamespacedDeployment({ namespace }),
  );
  deployments.on("change", (deployment) => {
    if (deployment.metadata?.name === name) sightings.sawDeployment(deployment, performance.now());
  });
  const listPods = () => core.listNamespacedPod({ namespace, labelSelector });
  const pods = makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, listPods, labelSelector);
  pods.on("change", (pod) => {
    sightings.sawPod(pod, performance.now());
  });
  const nodes = makeInformer(config, "/api/v1/nodes", () => core.listNode());
  nodes.on("add", (node) => {
    sightings.sawNode(node, performance.now());
  });
  nodes.on("update", (node) => {
    sightings.sawNode(node, performance.now());
  });
  nodes.on("delete", (node) => {
    sightings.sawNodeGo(node);
  });
  return [deployments, pods, nodes];
}

async function allSeen(sightings: WakeSightings, failures: readonly unknown[]): Promise<SeenTimes> {
  const deadline = performance.now() + watchLagMs;
  for (;;) {
    // What happened after a watch had ended would have no time, or one that is too late.
    if (failures.length > 0) throw new UserError(`a watch ended early: ${errorMessage(failures[0])}`);
    const times = sightings.times();
    if (times !== undefined) return times;
    if (performance.now() > deadline) throw new UserError("the answer has come, but no ready pod was seen");
    await sleep(pollMs);
  }
}
