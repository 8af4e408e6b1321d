import { idleCost } from "../../infra/idle-cost";
import { resolveStack } from "../../infra/resolve-stack";
import type { StackConfig } from "../../infra/config/stack-config";

/** The prices of the seeds: two ct6e-standard-4t for $7,520 a month, and $113 for the rest. */
const seeds: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  models: [{ model: "Qwen/Qwen2.5-3B-Instruct" }, { model: "microsoft/Phi-3-mini-4k-instruct" }],
  prices: {
    machines: { "ct6e-standard-4t": 7520 / 2 / 730, "e2-standard-4": 40 / 2 / 730 },
    cluster: 73 / 730,
    gateway: 0,
    nat: 0,
  },
};

const idleCostOf = (stack: string, config: StackConfig) =>
  idleCost({ config, spec: resolveStack(stack, config) });

test("idle models cost their nodes without the flag, and only the rest with it, for either current value", () => {
  const both = { withScaleToZero: 113, withoutScaleToZero: 7633 };

  expect(idleCostOf("tpu", seeds)).toEqual(both);
  expect(idleCostOf("tpu", { ...seeds, scaleToZero: true })).toEqual(both);
});

test("a model that stays up costs the same with the flag", () => {
  const [qwen, phi] = seeds.models;
  const models = [
    { ...qwen, scaleToZero: false, model: "acme/Alpha-7B" },
    { ...phi, model: "acme/Beta-2B" },
  ];

  expect(idleCostOf("tpu", { ...seeds, models }).withScaleToZero).toBe(113 + 3760);
});

test("where the stack is not valid with the flag there is no such figure", () => {
  const models = [{ model: "acme/Alpha-7B", minReplicas: 2 }];

  expect(idleCostOf("tpu", { ...seeds, models })).toEqual({ withoutScaleToZero: 113 + 3760 });
});

test("a stack that makes no nodes has none", () => {
  expect(idleCostOf("local", { ...seeds, cluster: { kubeconfig: "/kube/config" } })).toEqual({});
});
