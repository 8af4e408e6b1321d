import { resolveStack } from "../../infra/resolve-stack";
import { stackCost } from "../../infra/stack-cost";
import type { StackConfig } from "../../infra/config/stack-config";

const tpu: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  models: [{ model: "acme/Alpha-7B" }, { model: "acme/Beta-2B", replicas: 0 }],
  nodePools: { maxNodes: 3 },
  prices: { machines: { "ct6e-standard-4t": 10, "e2-standard-4": 0 }, cluster: 0.1, gateway: 0, nat: 0 },
};

function costOf(change: Partial<StackConfig>) {
  const cost = stackCost(resolveStack("tpu", { ...tpu, ...change }));
  return cost && [cost.minimumUsd, cost.currentUsd, cost.maximumUsd].map(Math.round);
}

test("a stack costs its nodes and the cluster's fee: 730 hours of one, one and three nodes", () => {
  expect(costOf({})).toEqual([7373, 7373, 21_973]);
});

test("fewer nodes at least than the replicas need cost less only while nothing runs", () => {
  expect(costOf({ nodePools: { maxNodes: 3, minNodes: 0 } })).toEqual([73, 7373, 21_973]);
});

test("an existing network has its own NAT", () => {
  const existing = { network: "prod", subnetwork: "nodes", podsRange: "pods", servicesRange: "services" };
  const parts = (change: Partial<StackConfig>) =>
    stackCost(resolveStack("tpu", { ...tpu, ...change }))?.lines.map(({ name }) => name);

  expect(parts({})).toEqual(["system", "tpu-v6e-4", "cluster", "gateway", "nat"]);
  expect(parts({ network: { existing } })).toEqual(["system", "tpu-v6e-4", "cluster", "gateway"]);
});

test.each([[{ kubeconfig: "/kube/config" }], [{ existing: { name: "shared", location: "us-central1" } }]])(
  "no cost is computed for an existing cluster: %j",
  (cluster) => {
    expect(costOf({ cluster })).toBeUndefined();
  },
);
