import type { StackConfig } from "../../infra/config/stack-config";
import { stackCapacity } from "../../infra/stack-capacity";
import { resolveStack } from "../../infra/stack-spec";

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

test("names no nodes that the stack does not make", () => {
  expect(capacityOf({ cluster: { kubeconfig: "/kube/config" } }).nodePools).toEqual({});
});
