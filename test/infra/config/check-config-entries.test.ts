import { acceleratorNames } from "../../../components/accelerators/table";
import { formatProblem } from "../../../components/problems/problems";
import { checkConfigEntries } from "../../../infra/config/check-config-entries";

const good = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models: [{ model: "acme/Alpha-7B" }] };

const problemsOf = (change: object): readonly string[] =>
  checkConfigEntries({ ...good, ...change }).map(formatProblem);

test("a stack that makes its own cluster needs nothing more", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ cluster: { name: "mine" }, network: { nodes: "10.0.0.0/20" } })).toEqual([]);
});

describe("beside a kubeconfig", () => {
  const gateway = { proxySubnet: "10.3.0.0/23" };

  test("nothing is said of a cluster or a network to make", () => {
    const cluster = { kubeconfig: "/kube/config", context: "prod", releaseChannel: "rapid" };

    expect(problemsOf({ gateway, cluster, network: { nodes: "10.0.0.0/20" } })).toEqual([
      'cluster.releaseChannel: must be left out with cluster.kubeconfig, which is used as it is, got "rapid"; remove it, or remove cluster.kubeconfig to create a new one [NotApplicable]',
      'network.nodes: must be left out with cluster.kubeconfig, which is used as it is, got "10.0.0.0/20"; remove it, or remove cluster.kubeconfig to create a new one [NotApplicable]',
    ]);
  });

  test("no cluster of GKE's is named", () => {
    const existing = { name: "shared", location: "europe-west4" };

    expect(problemsOf({ gateway, cluster: { kubeconfigVariable: "KUBECONFIG", existing } })).toEqual([
      `cluster.existing: must be left out with cluster.kubeconfigVariable, which is used as it is, got {"name":"shared","location":"europe-west4"}; remove it, or remove cluster.kubeconfigVariable to use this GKE cluster [NotApplicable]`,
    ]);
  });

  test("no network is named, since nothing is made in it", () => {
    const network = { existing: { network: "prod" }, nodes: "10.0.0.0/20" };

    expect(problemsOf({ gateway, cluster: { kubeconfig: "/kube/config" }, network })).toEqual([
      'network.existing: must be left out with cluster.kubeconfig, which is used as it is, got {"network":"prod"}; remove it, or remove cluster.kubeconfig to create a new cluster in this network [NotApplicable]',
      'network.nodes: must be left out with cluster.kubeconfig, which is used as it is, got "10.0.0.0/20"; remove it [NotApplicable]',
    ]);
  });

  test("where a cluster of GKE's is named too, no new one would be made", () => {
    const existing = { name: "a", location: "b" };
    const cluster = { kubeconfig: "/kube/config", existing, releaseChannel: "rapid" };
    const network = { existing: { network: "prod" }, nodes: "10.0.0.0/20" };

    expect(problemsOf({ gateway, cluster, network })).toEqual([
      `cluster.existing: must be left out with cluster.kubeconfig, which is used as it is, got {"name":"a","location":"b"}; remove it, or remove cluster.kubeconfig to use this GKE cluster [NotApplicable]`,
      'cluster.releaseChannel: must be left out with cluster.kubeconfig, which is used as it is, got "rapid"; remove it [NotApplicable]',
      'network.existing: must be left out with cluster.kubeconfig, which is used as it is, got {"network":"prod"}; remove it [NotApplicable]',
      'network.nodes: must be left out with cluster.kubeconfig, which is used as it is, got "10.0.0.0/20"; remove it [NotApplicable]',
    ]);
  });
});

describe("a proxy-only subnet", () => {
  const existing = { name: "shared", location: "europe-west4" };

  test.each([
    ["cluster", { cluster: { existing } }],
    ["cluster", { cluster: { kubeconfig: "/kube/config" } }],
    [
      "network",
      {
        network: {
          existing: { network: "prod", subnetwork: "nodes", podsRange: "pods", servicesRange: "services" },
        },
      },
    ],
  ])("has to be named for an existing %s", (what, change) => {
    expect(problemsOf(change)).toEqual([
      `gateway.proxySubnet: must be set for an existing ${what}, or the network policies block every request, got nothing; list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region [MissingKey]`,
    ]);
  });

  test("is not asked for by a gateway without such a subnet", () => {
    const gateway = { provider: "agentgateway" };

    expect(problemsOf({ cluster: { context: "mine" }, gateway })).toEqual([]);
    // The name is a problem by itself.
    expect(problemsOf({ cluster: { context: "mine" }, gateway: { provider: "unknown" } })).toEqual([]);
  });
});

test("the range of proxies is asked for by a kind of gateway that uses it", () => {
  const cluster = { kubeconfig: "/kube/config" };

  expect(problemsOf({ cluster, gateway: { provider: "istio" } })).toEqual([]);
  expect(problemsOf({ cluster, gateway: { provider: "gke" } })).toHaveLength(1);
  expect(problemsOf({ cluster, gateway: { provider: "another" } })).toEqual([]);
});

test("a model that transcribes and chats has to say that it chats", () => {
  const models = [
    { model: "Qwen/Qwen3-ASR-1.7B" },
    { model: "Qwen/Qwen3-ASR-0.6B", task: "generate" },
    { model: "Qwen/Qwen3-ASR-0.6B-x", task: "wrong" },
    { model: 7 },
  ];

  expect(problemsOf({ models })).toEqual([
    "models[0].model: must take its requests as JSON, which is all that the body-based router reads; " +
      'a recording to transcribe is uploaded as multipart/form-data, got "Qwen/Qwen3-ASR-1.7B"; ' +
      "set `task: generate` to send it audio in chat completions, or serve it outside this gateway, behind its own Service [UnsupportedTask]",
  ]);
});

describe("a model that is listed twice", () => {
  const model = "acme/Alpha-7B";
  const alpha = { model };
  const other = { model, accelerator: "nvidia-l4" };

  test("is refused on one accelerator, however that is said", () => {
    const twice = (index: number, first: number) =>
      `models[${index}].model: must be listed once, got "acme/Alpha-7B", which models[${first}] has; remove one of them; \`replicas\` runs more copies of a model [DuplicateModel]`;

    expect(problemsOf({ models: [alpha, alpha] })).toEqual([twice(1, 0)]);
    expect(problemsOf({ models: [alpha, { ...alpha, accelerator: "tpu-v6e-4", name: "b" }] })).toEqual([
      twice(1, 0),
    ]);
    expect(problemsOf({ models: [alpha, other, { ...other, replicas: 3 }] })).toEqual([twice(2, 1)]);
  });

  test("is one model with variants on several", () => {
    expect(problemsOf({ models: [alpha, other, { ...alpha, accelerator: "nvidia-t4" }] })).toEqual([]);
  });

  test("must be the same to its clients", () => {
    const adapters = [{ name: "sql", source: "acme/sql" }];
    const first = { ...alpha, adapters, requestTimeoutSec: 60 };

    expect(problemsOf({ models: [first, { ...other, task: "embed" }] })).toEqual([
      "models[1].task: must match models[0], nothing: entries for the same model are its variants and must serve the same, " +
        'got "embed"; write one entry with `task`, and each accelerator as one of its `variants` [VariantMismatch]',
      'models[1].adapters: must match models[0], [{"name":"sql","source":"acme/sql"}]: entries for the same model are its variants and must serve the same, ' +
        "got nothing; write one entry with `adapters`, and each accelerator as one of its `variants` [VariantMismatch]",
      "models[1].requestTimeoutSec: must match models[0], 60: entries for the same model are its variants and must serve the same, " +
        "got nothing; write one entry with `requestTimeoutSec`, and each accelerator as one of its `variants` [VariantMismatch]",
    ]);
    expect(
      problemsOf({ models: [first, { ...other, adapters: [...adapters], requestTimeoutSec: 60 }] }),
    ).toEqual([]);
  });

  test.each([
    ["before", [{ ...alpha, variants: [{}, { accelerator: "nvidia-t4" }] }, other]],
    ["after", [alpha, { ...other, variants: [{}, { accelerator: "nvidia-t4" }] }]],
  ])("has its variants in one entry alone, those %s it as well", (_, models) => {
    expect(problemsOf({ models })).toEqual([
      'models[1].model: must be listed once, got "acme/Alpha-7B", which models[0] has; write one entry with each accelerator as one of its `variants` [DuplicateModel]',
    ]);
  });
});

describe("an accelerator", () => {
  const without = (models: readonly object[]) => problemsOf({ accelerator: undefined, models });
  const names = acceleratorNames.join(", ");

  test("is said for every model", () => {
    expect(without([{ model: "acme/Alpha-7B" }])).toEqual([
      `models[0].accelerator: must be set, here or once for the stack, got nothing; use one of ${names} [MissingKey]`,
    ]);
  });

  test("is said for every variant, or once for the entry", () => {
    const variants = [{ accelerator: "nvidia-l4" }, { weight: 2 }];

    expect(without([{ model: "acme/Alpha-7B", variants }])).toEqual([
      `models[0].variants[1].accelerator: must be set, here, once for the entry or once for the stack, got nothing; use one of ${names} [MissingKey]`,
    ]);
    expect(without([{ model: "acme/Alpha-7B", variants, accelerator: "nvidia-t4" }])).toEqual([]);
    expect(without([{ model: "acme/Alpha-7B", variants: variants.slice(0, 1) }])).toEqual([]);
  });
});
