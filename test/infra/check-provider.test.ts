import { gke } from "../../components/gateway/gke/provider";
import { formatProblem } from "../../components/problems/problems";
import { checkProvider } from "../../infra/check-provider";
import type { StackConfig } from "../../infra/config/stack-config";
import { resolveStack } from "../../infra/resolve-stack";
import { toy } from "../components/gateway/toy/toy-provider";

const config: StackConfig = {
  zone: "us-central1-b",
  accelerator: "tpu-v6e-4",
  models: [{ model: "acme/Alpha-7B", weightsGiB: 15 }],
};
const onGke = resolveStack("test", config);
const elsewhere = resolveStack("test", { ...config, cluster: { context: "mine" } });
const existing = resolveStack("test", {
  ...config,
  cluster: { existing: { name: "mine", location: "us-central1-b" } },
});

test("keys that the gateway has no use for are refused where they are set, and only there", () => {
  const provider = { ...toy, unusedKeys: ["router", "gateway.proxySubnet"] as const };
  const set = { ...config, router: { replicas: 3 }, gateway: { proxySubnet: "10.0.0.0/24" } };
  const { target } = onGke;

  expect(checkProvider(config, { provider, target })).toEqual([]);
  expect(checkProvider(set, { provider: gke, target })).toEqual([]);
  expect(checkProvider(set, { provider, target }).map(formatProblem)).toEqual([
    'router: must not be set for Toy gateways, which have no use for it, got {"replicas":3}; leave it out, or use another gateway.provider [UnsupportedByGateway]',
    'gateway.proxySubnet: must not be set for Toy gateways, which have no use for it, got "10.0.0.0/24"; leave it out, or use another gateway.provider [UnsupportedByGateway]',
  ]);
});

test("a gateway that has to be installed beforehand is refused in a cluster that the stack makes, and only there", () => {
  const provider = { ...toy, needsExistingCluster: "its controller must be installed first" };

  expect(checkProvider(config, { provider, target: elsewhere.target })).toEqual([]);
  expect(checkProvider(config, { provider, target: existing.target })).toEqual([]);
  expect(checkProvider(config, { provider, target: onGke.target }).map(formatProblem)).toEqual([
    'gateway.provider: must be one that works in a cluster that the stack makes: its controller must be installed first, got "toy"; use gke, or set cluster.kubeconfig, cluster.context or cluster.existing for an existing cluster [UnsupportedByGateway]',
  ]);
});
