import { formatProblem } from "../../../components/problems";
import { entryProblems } from "../../../infra/config/entry-problems";

const good = { accelerator: "tpu-v6e-4", models: [{ model: "acme/Alpha-7B" }] };

const problemsOf = (change: object): readonly string[] =>
  entryProblems({ ...good, ...change }).map(formatProblem);

test("a stack that makes its own cluster needs nothing more", () => {
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ cluster: { name: "mine" }, network: { nodes: "10.0.0.0/20" } })).toEqual([]);
});

describe("beside a kubeconfig", () => {
  const gateway = { proxySubnet: "10.3.0.0/23" };

  test("nothing is said of a cluster or a network to make", () => {
    const cluster = { kubeconfig: "/kube/config", context: "prod", releaseChannel: "rapid" };

    expect(problemsOf({ gateway, cluster, network: { nodes: "10.0.0.0/20" } })).toEqual([
      'cluster.releaseChannel: must be left out beside cluster.kubeconfig, which is used as it is, got "rapid"; remove it, or remove cluster.kubeconfig to have a new one made [NotApplicable]',
      'network.nodes: must be left out beside cluster.kubeconfig, which is used as it is, got "10.0.0.0/20"; remove it, or remove cluster.kubeconfig to have a new one made [NotApplicable]',
    ]);
  });

  test("no cluster of GKE's is named", () => {
    const existing = { name: "shared", location: "europe-west4" };

    expect(problemsOf({ gateway, cluster: { kubeconfigVariable: "KUBECONFIG", existing } })).toEqual([
      'cluster.existing: must be left out beside cluster.kubeconfigVariable, which is used as it is, got {"name":"shared","location":"europe-west4"}; remove it, or remove cluster.kubeconfigVariable to have a new one made [NotApplicable]',
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
  ])("has to be named for a %s that is there already", (what, change) => {
    expect(problemsOf(change)).toEqual([
      `gateway.proxySubnet: must be set for a ${what} that is there already, or no request gets past the network policies, got nothing; list the subnets of purpose REGIONAL_MANAGED_PROXY and use the range of the cluster's region [MissingKey]`,
    ]);
  });
});

test("a model that transcribes and chats has to say that it is there to chat", () => {
  const models = [
    { model: "Qwen/Qwen3-ASR-1.7B" },
    { model: "Qwen/Qwen3-ASR-0.6B", task: "generate" },
    { model: "Qwen/Qwen3-ASR-0.6B-x", task: "wrong" },
    { model: 7 },
  ];

  expect(problemsOf({ models })).toEqual([
    "models[0].model: must take its requests as JSON, which is all that the body-based router reads; " +
      'a recording to transcribe is uploaded as multipart/form-data, got "Qwen/Qwen3-ASR-1.7B"; ' +
      "set `task: generate` to send it audio in chat completions, or serve it outside this gateway, behind a Service of its own [UnsupportedTask]",
  ]);
});
