import type { StackConfig } from "../../infra/config/stack-config";
import { explainScaling, scalingView } from "../../infra/explain-scaling";
import { resolveStack } from "../../infra/stack-spec";

const phi = { model: "microsoft/phi", maxReplicas: 2 };
const tpu: StackConfig = { zone: "us-central1-b", accelerator: "tpu-v6e-4", models: [phi] };

const view = (change: Partial<StackConfig>) => scalingView(resolveStack("tpu", { ...tpu, ...change }));

test("one model on a pool of its own", () => {
  expect(explainScaling(view({}), view({ scaleToZero: true }))).toEqual([
    "phi: 1 -> 0..2 replicas, pool minimum 1 -> 0, idle cost -$7,884 a month",
  ]);
});

test("the way back is the same with the other sign", () => {
  expect(explainScaling(view({ scaleToZero: true }), view({}))).toEqual([
    "phi: 0..2 -> 1 replicas, pool minimum 0 -> 1, idle cost +$7,884 a month",
  ]);
});

test("models that share a pool share a line, and those that stay as they are are not in it", () => {
  const models = [
    phi,
    { model: "acme/Steady", scaleToZero: false },
    { model: "acme/Gpu", accelerator: "nvidia-l4" as const, replicas: 2, minReplicas: 1 },
    { model: "acme/Parked", replicas: 0 },
  ];
  const zone = "europe-west4-a";

  expect(explainScaling(view({ models, zone }), view({ models, zone, scaleToZero: true }))).toEqual([
    "phi: 1 -> 0..2 replicas, pool minimum 2 -> 1, idle cost -$8,672 a month",
    expect.stringMatching(/^gpu: 2 -> 1\.\.2 replicas, pool minimum 2 -> 1, idle cost -\$\d+ a month$/),
  ]);
});

test("where nothing wakes models they are parked", () => {
  expect(explainScaling(view({}), view({ scaleToZero: true, wake: "none" }))).toEqual([
    "phi: 1 -> 0 replicas, pool minimum 1 -> 0, idle cost -$7,884 a month",
  ]);
});

test("a pool whose minimum the user has set keeps it", () => {
  const nodePools = { minNodes: 1 };

  expect(explainScaling(view({ nodePools }), view({ nodePools, scaleToZero: true }))).toEqual([
    "phi: 1 -> 0..2 replicas",
  ]);
});

test("where the stack makes no nodes there is nothing to tell of them", () => {
  const there = { cluster: { kubeconfig: "/kube/config" } };

  expect(explainScaling(view(there), view({ ...there, scaleToZero: true }))).toEqual([
    "phi: 1 -> 0..2 replicas",
  ]);
});

test("without a known price the nodes are told, not what they cost", () => {
  const pool = (minNodes: number) => ({ "tpu-v6e-4": { minNodes, idleUsd: undefined } });
  const { models } = view({});

  expect(explainScaling({ models, pools: pool(1) }, { models, pools: pool(0) })).toEqual([
    "pool minimum 1 -> 0",
  ]);
});

test("no change is no line, and neither is a model that comes or goes", () => {
  const other = view({ models: [{ model: "acme/Other" }] });

  expect(explainScaling(view({}), view({}))).toEqual([]);
  expect(explainScaling(view({}), other)).toEqual([]);
});
