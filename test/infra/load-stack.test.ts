import { manifestsIn, objectsIn } from "../../components/plan/deployment-plan";
import { checkStackConfig, loadStack } from "../../infra/load-stack";
import type { LoadedStack } from "../../infra/load-stack";
import { projectDir } from "../support/sources";
import { problemLines } from "../support/thrown";

const stacks = Object.fromEntries(
  ["local", "gpu", "tpu"].map((stack) => [stack, loadStack(stack, projectDir)]),
);

const loaded = (stack: string): LoadedStack => stacks[stack] ?? loadStack(stack, projectDir);

const manifestsOf = (stack: string) => manifestsIn(loaded(stack).plan);

test.each([
  [
    "local",
    "llm-d-inference-scheduling",
    "europe-west4-a",
    "tpu-v6e-4",
    ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"],
  ],
  [
    "tpu",
    "llm-d-inference-scheduling",
    "europe-west4-a",
    "tpu-v6e-4",
    ["Qwen/Qwen2.5-3B-Instruct", "microsoft/Phi-3-mini-4k-instruct"],
  ],
  ["gpu", "llm-d", "us-central1-a", "nvidia-l4", ["microsoft/Phi-3-mini-4k-instruct", "google/gemma-2b-it"]],
])("the stack %s", (stack, namespace, zone, accelerator, models) => {
  const { spec, routing } = loaded(stack);

  expect(spec.gateway.namespace).toBe(namespace);
  expect(spec.zone).toBe(zone);
  expect(spec.models.map(({ model }) => model)).toEqual(models);
  expect(spec.models.map((model) => model.accelerator)).toEqual(models.map(() => accelerator));
  expect(routing.names.map(({ name, kind }) => [name, kind])).toEqual(models.map((name) => [name, "model"]));
  expect(routing.problems).toEqual([]);
});

test.each(["local", "gpu", "tpu"])(
  "everything of %s is in its namespace, in 19 objects and 9 for each model",
  (stack) => {
    const { spec, plan } = loaded(stack);
    const objects = objectsIn(plan);
    const outside = objects.filter(
      ({ manifest }) =>
        manifest.kind !== "Namespace" && manifest.metadata.namespace !== spec.gateway.namespace,
    );

    expect(outside).toEqual([]);
    expect(objects).toHaveLength(11 + 8 + 9 * spec.models.length);
  },
);

test("what is applied on the laptop differs from the tpu stack in nothing", () => {
  const tpu = manifestsOf("tpu").map((manifest) => JSON.stringify(manifest));
  const differences = manifestsOf("local").filter((manifest) => !tpu.includes(JSON.stringify(manifest)));

  expect(differences).toEqual([]);
  expect(manifestsOf("local")).toHaveLength(tpu.length);
});

test("the local stack has the laptop's cluster, by a variable; the others make one on GKE", () => {
  expect(loaded("local").spec.target).toEqual({
    kind: "kubeconfig",
    kubeconfig: undefined,
    kubeconfigVariable: "SWITCHYARD_KUBECONFIG",
    context: undefined,
  });
  expect(["gpu", "tpu"].map((stack) => loaded(stack).spec.target)).toMatchObject([
    {
      kind: "new",
      zone: "us-central1-a",
      acceleratorPools: [{ name: "nvidia-l4", minNodes: 2, maxNodes: 8 }],
    },
    {
      kind: "new",
      zone: "europe-west4-a",
      acceleratorPools: [{ name: "tpu-v6e-4", minNodes: 2, maxNodes: 8 }],
    },
  ]);
});

test("manifests that break a rule are refused with all of their problems", () => {
  const models = [{ model: "acme/chat" }, { model: "acme/other", name: "chat-epp" }];
  const config = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models };

  expect(problemLines(() => checkStackConfig("mine", config))).toEqual([
    "Deployment switchyard/chat-epp: must exist once, got two objects of this name; " +
      "give one of the models another `name` [DuplicateObject]",
  ]);
});

describe("a kind of gateway from outside", () => {
  const raw = {
    zone: "us-central1-a",
    accelerator: "nvidia-l4",
    cluster: { kubeconfig: "/nowhere/kubeconfig" },
    gateway: { port: 8080, proxySubnet: "10.3.0.0/23" },
    router: { replicas: 3 },
    models: [{ model: "acme/Beta-2B", weightsGiB: 4 }],
  };

  test("takes precedence over the stack's, whose keys it may have no use for", () => {
    const { spec, config } = checkStackConfig("test", raw, { gatewayProvider: "istio" });

    expect(spec.provider.name).toBe("istio");
    expect(spec.gateway.port).toBe(8080);
    expect(spec.router.replicas).toBe(3);
    expect(config.gateway?.proxySubnet).toBeUndefined();
  });

  test("changes nothing in a stack that already has this kind", () => {
    const { spec } = checkStackConfig("test", raw, { gatewayProvider: "gke" });

    expect(spec.gateway).toEqual(checkStackConfig("test", raw).spec.gateway);
    expect(spec.router.replicas).toBe(3);
  });

  test("does not excuse a stack that chose the kind itself", () => {
    expect(
      problemLines(() =>
        checkStackConfig("test", { ...raw, gateway: { ...raw.gateway, provider: "istio" } }),
      ),
    ).toEqual([
      'gateway.proxySubnet: must not be set for Istio gateways, which have no use for it, got "10.3.0.0/23"; ' +
        "leave it out, or use another gateway.provider [UnsupportedByGateway]",
    ]);
  });

  test("asks for the range of the proxies if it uses one, and only then", () => {
    const withProvider = (provider: string) => ({ ...raw, gateway: { provider }, router: undefined });
    const missing =
      "gateway.proxySubnet: must be set for an existing cluster, or the network policies block every request, got nothing; " +
      "list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region [MissingKey]";

    expect(
      problemLines(() => checkStackConfig("test", withProvider("istio"), { gatewayProvider: "gke" })),
    ).toEqual([missing]);
    expect(problemLines(() => checkStackConfig("test", withProvider("gke")))).toEqual([missing]);
    const { spec } = checkStackConfig("test", withProvider("gke"), { gatewayProvider: "agentgateway" });
    expect(spec.provider.name).toBe("agentgateway");
  });

  test("must fit the cluster", () => {
    const ownCluster = { ...raw, cluster: {}, gateway: {} };

    expect(problemLines(() => checkStackConfig("test", ownCluster, { gatewayProvider: "istio" }))).toEqual([
      "gateway.provider: must be one that works in a cluster that the stack makes: Istio must be installed first, " +
        'with its support of InferencePools switched on, got "istio"; use gke, or set cluster.kubeconfig, ' +
        "cluster.context or cluster.existing for an existing cluster [UnsupportedByGateway]",
    ]);
  });
});
