import type { StackConfig } from "../../infra/config/stack-config";
import { stackCapacity } from "../../infra/stack-capacity";
import { resolveStack } from "../../infra/resolve-stack";

const alpha = { model: "acme/Alpha-7B" };
const tpu: StackConfig = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models: [alpha] };

const capacityOf = (change: Partial<StackConfig>) =>
  stackCapacity(resolveStack("tpu", { ...tpu, ...change }));

test("says how many replicas and nodes there are, and may be", () => {
  const models = [alpha, { model: "acme/Beta-2B", replicas: 2 }, { model: "acme/Gamma", replicas: 0 }];

  expect(capacityOf({ models })).toEqual({
    models: { "acme/Alpha-7B": "1 replica", "acme/Beta-2B": "2 replicas", "acme/Gamma": "parked" },
    nodePools: { system: "2 to 4 nodes", "tpu-v6e-4": "3 to 8 nodes" },
  });
});

test("says what scaling to zero changes", () => {
  const models = [
    { ...alpha, maxReplicas: 2 },
    { model: "acme/Beta-2B", scaleToZero: false },
  ];

  expect(capacityOf({ scaleToZero: true, models })).toEqual({
    models: { "acme/Alpha-7B": "0 to 2 replicas", "acme/Beta-2B": "1 replica" },
    heldRequests: { "acme/Alpha-7B": "up to 510 s, which is experimental on GKE" },
    nodePools: { system: "2 to 4 nodes", "tpu-v6e-4": "1 to 8 nodes" },
  });
});

test("a model that never sleeps holds no first request, and nothing is said of a cluster that may not be GKE's", () => {
  expect(capacityOf({ scaleToZero: true, models: [{ ...alpha, minReplicas: 1 }] })).not.toHaveProperty(
    "heldRequests",
  );
  expect(capacityOf({ scaleToZero: true, cluster: { kubeconfig: "/kube/config" } })).not.toHaveProperty(
    "heldRequests",
  );
  expect(
    capacityOf({
      scaleToZero: true,
      holdSec: 30,
      cluster: { existing: { name: "corp", location: "europe-west4" } },
    }).heldRequests,
  ).toEqual({ "acme/Alpha-7B": "up to 30 s, which is experimental on GKE" });
});

test("of a model with variants, says which of them may hold a request, and how long", () => {
  const variants = [
    { holdSec: 30 },
    { accelerator: "tpu-v6e-1", scaleToZero: false },
    { accelerator: "tpu-v6e-8", holdSec: 60 },
  ] as const;

  expect(capacityOf({ scaleToZero: true, models: [{ ...alpha, variants }] }).heldRequests).toEqual({
    "acme/Alpha-7B": "up to 30 s on tpu-v6e-4, up to 60 s on tpu-v6e-8, which is experimental on GKE",
  });
});

test("names no nodes that the stack does not make", () => {
  expect(capacityOf({ cluster: { kubeconfig: "/kube/config" } }).nodePools).toEqual({});
});

test("says of a model with variants where its replicas are, and which part of its requests they get", () => {
  const variants = [
    { weight: 3 },
    { accelerator: "tpu-v6e-1", replicas: 2, weight: 1 },
    { accelerator: "tpu-v6e-8", replicas: 0 },
  ] as const;

  expect(capacityOf({ models: [{ ...alpha, variants }] })).toEqual({
    models: {
      "acme/Alpha-7B":
        "1 replica on tpu-v6e-4 with 75 % of the requests, 2 replicas on tpu-v6e-1 with 25 % of the requests, " +
        "parked on tpu-v6e-8 with 0 % of the requests",
    },
    nodePools: {
      system: "2 to 4 nodes",
      "tpu-v6e-4": "1 to 8 nodes",
      "tpu-v6e-1": "2 to 8 nodes",
      "tpu-v6e-8": "0 to 8 nodes",
    },
  });
});
