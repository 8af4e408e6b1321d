import { z } from "zod";
import { acceleratorShape } from "../../components/accelerators/scheduling";
import type { StackConfig } from "../../infra/config/stack-config";
import { checkStackConfig } from "../../infra/load-stack";
import { resolveStack } from "../../infra/resolve-stack";
import { entryOf } from "../support/fixture";
import { problemLines } from "../support/thrown";

const nodeLabels = { "nvidia.com/gpu.product": "NVIDIA-L4" };
const elsewhere = {
  cluster: { context: "eks" },
  gateway: { proxySubnet: "10.0.0.0/16" },
  accelerator: "nvidia-l4",
  nodePools: { accelerators: { "nvidia-l4": { nodeLabels } } },
  models: [{ model: "acme/Beta-2B", weightsGiB: 4 }],
};

const podSchema = z.object({
  spec: z.object({
    template: z.object({
      spec: z.looseObject({ nodeSelector: z.unknown(), tolerations: z.unknown() }),
    }),
  }),
});

const problemsOf = (config: object) => problemLines(() => checkStackConfig("test", { ...config }));

describe("a cluster outside of Google Cloud", () => {
  test("needs no zone, and its pods select the nodes by the labels that these have", () => {
    const { plan, spec } = checkStackConfig("test", elsewhere);
    const pod = podSchema.parse(entryOf(plan, "beta-2b/model-server").manifest).spec.template.spec;

    expect(spec.zone).toBeUndefined();
    expect(pod.nodeSelector).toEqual(nodeLabels);
    expect(pod["affinity"]).toBeUndefined();
    expect(pod.tolerations).toEqual([{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }]);
  });

  test("has such nodes on a laptop", () => {
    expect(acceleratorShape("nvidia-l4", undefined, nodeLabels)).toEqual({
      ...acceleratorShape("nvidia-l4"),
      labels: nodeLabels,
    });
  });

  test("keeps GKE's labels for an accelerator without its own", () => {
    const { plan } = checkStackConfig("test", { ...elsewhere, nodePools: undefined });
    const pod = podSchema.parse(entryOf(plan, "beta-2b/model-server").manifest).spec.template.spec;

    expect(pod.nodeSelector).toEqual({
      "cloud.google.com/gke-accelerator": "nvidia-l4",
    });
    expect(pod.tolerations).toEqual([
      { key: "nvidia.com/gpu", operator: "Equal", value: "present", effect: "NoSchedule" },
    ]);
  });
});

describe("a stack on Google Cloud", () => {
  const { cluster: _, ...onGke } = elsewhere;

  test("needs a zone, and gives nodes no labels but GKE's", () => {
    expect(problemsOf(onGke)).toEqual([
      "zone: must be set, unless a kubeconfig selects the cluster, got nothing; use the zone of your node pools, such as europe-west4-a [MissingKey]",
      'nodePools.accelerators.nvidia-l4.nodeLabels: must be left out on GKE, which labels the nodes of an accelerator itself, got {"nvidia.com/gpu.product":"NVIDIA-L4"}; remove it [NotApplicable]',
    ]);
  });

  test("is refused without a zone where no file was read", () => {
    const config: StackConfig = {
      accelerator: "nvidia-l4",
      models: [{ model: "acme/Beta-2B", weightsGiB: 4 }],
    };

    expect(problemLines(() => resolveStack("test", config))).toEqual([
      "zone: must be set, unless a kubeconfig selects the cluster, got nothing; use the zone of your node pools, such as europe-west4-a [MissingKey]",
    ]);
  });
});

test.each([
  ["nvidia.com/gpu.product", "an L4", 'must be the value of a label, got "an L4"'],
  ["a product", "L4", "must be the name of a label"],
  ["zone", 4, "must be a text, got 4"],
])("a label %s: %j that no node can have is refused", (name, value, rule) => {
  const nodePools = { accelerators: { "nvidia-l4": { nodeLabels: { [name]: value } } } };
  const [problem, ...others] = problemsOf({ ...elsewhere, nodePools });

  expect(problem).toContain("nodePools.accelerators.nvidia-l4.nodeLabels");
  expect(problem).toContain(rule);
  expect(others).toEqual([]);
});

describe("labels of the nodes of two accelerators", () => {
  const withLabels = (l4: object, other: object, name = "nvidia-a100-40gb") => ({
    ...elsewhere,
    nodePools: { accelerators: { "nvidia-l4": { nodeLabels: l4 }, [name]: { nodeLabels: other } } },
    models: [...elsewhere.models, { model: "acme/Gamma-3B", weightsGiB: 6, accelerator: name }],
  });
  const ambiguous = (name: string, other: string, labels: object) =>
    `nodePools.accelerators.${name}.nodeLabels: must not all be labels of ${other} too, on whose nodes the models would run as ` +
    `well, got ${JSON.stringify(labels)}; add a label that only these nodes have, as \`kubectl get nodes --show-labels\` ` +
    "prints them [InvalidValue]";
  const isTaken = (config: object) => checkStackConfig("test", { ...config }).plan.length > 0;
  const a100 = "nvidia-a100-40gb";

  test("tell them apart", () => {
    expect(isTaken(withLabels({ gpu: "l4" }, { gpu: "a100" }))).toBe(true);
    expect(isTaken(withLabels({ gpu: "yes", size: "small" }, { gpu: "yes", size: "big" }))).toBe(true);
  });

  test("are neither the same nor a part of the other's", () => {
    expect(problemsOf(withLabels({ gpu: "yes" }, { gpu: "yes" }))).toEqual([
      ambiguous("nvidia-l4", a100, { gpu: "yes" }),
      ambiguous(a100, "nvidia-l4", { gpu: "yes" }),
    ]);
    expect(problemsOf(withLabels({ gpu: "yes" }, { gpu: "yes", size: "big" }))).toEqual([
      ambiguous("nvidia-l4", a100, { gpu: "yes" }),
    ]);
  });

  test("do not matter between GPUs and TPUs, or if no model uses the other", () => {
    expect(isTaken(withLabels({ pool: "ml" }, { pool: "ml" }, "tpu-v6e-4"))).toBe(true);
    const { models } = elsewhere;
    expect(isTaken({ ...withLabels({ gpu: "yes" }, { gpu: "yes" }), models })).toBe(true);
  });
});

describe("a patch that would make an internal gateway public is refused", () => {
  const patched = (provider: string, id: string, operation: object) =>
    problemsOf({ ...elsewhere, gateway: { provider, patches: { [id]: [operation] } } });
  const fix = "set the gateway's `exposure`, which decides it [InvalidPatch]";

  test.each([
    [{ op: "replace", value: "LoadBalancer" }, '"LoadBalancer"'],
    [{ op: "remove" }, "nothing"],
  ])("by an annotation of Istio: %j", (operation, got) => {
    const path = "/metadata/annotations/networking.istio.io~1service-type";

    expect(patched("istio", "gateway", { ...operation, path })).toEqual([
      `gateway.patches.gateway: must leave the annotation networking.istio.io/service-type at "ClusterIP", got ${got}; ${fix}`,
    ]);
  });

  test.each([
    [{ op: "replace", path: "/spec/service/spec/type", value: "LoadBalancer" }, "LoadBalancer"],
    [{ op: "remove", path: "/spec/service" }, "nothing"],
  ])("by the Service of agentgateway: %j", (operation, got) => {
    expect(patched("agentgateway", "proxy-parameters", operation)).toEqual([
      `gateway.patches.proxy-parameters: must leave the type of the proxies' Service at ClusterIP, got ${got}; ${fix}`,
    ]);
  });

  test("while other annotations are taken", () => {
    const value = { "example.com/team": "ml" };
    const patches = { gateway: [{ op: "add", path: "/spec/infrastructure/annotations", value }] };

    expect(
      checkStackConfig("test", { ...elsewhere, gateway: { provider: "istio", patches } }).plan,
    ).not.toEqual([]);
  });
});
