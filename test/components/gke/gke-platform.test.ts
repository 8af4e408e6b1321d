import type { NodePoolArgs } from "@pulumi/gcp/container/nodePool";
import { output } from "@pulumi/pulumi";
import { parse } from "yaml";
import { GkePlatform } from "../../../components/gke/gke-platform.pulumi";
import type { GkeProps } from "../../../components/gke/gke";
import type { CloudTransform } from "../../../components/gke/transform.pulumi";
import { systemPods } from "../../../components/gke/node-pools/system-pods";
import { declarationOf, googleReference, madeOnGoogle, recordCloud } from "../../support/google-cloud";
import { problemLines } from "../../support/thrown";
import type { Answer } from "../../support/record-resources";

const props: GkeProps = {
  stack: "mixed",
  zone: "europe-west4-a",
  proxySubnet: "10.129.0.0/23",
  models: [
    { accelerator: "tpu-v6e-4", replicas: 1 },
    { accelerator: "nvidia-l4", replicas: 1 },
  ],
  systemPods: systemPods(2, 2),
};

async function deploy(more: Partial<GkeProps> = {}, answer?: Answer) {
  const told: Promise<unknown>[] = [];
  const recorded = await recordCloud((provider, record) => {
    const platform = new GkePlatform(
      "gke",
      { ...props, ...more, project: "my-project", provider },
      { transformations: [record] },
    );
    told.push(
      new Promise((resolve) => {
        const { clusterName, kubeconfig, identity, pools } = platform;
        output({ clusterName, kubeconfig, identity }).apply((values) => {
          const parsed: unknown = parse(values.kubeconfig);
          resolve({ ...values, kubeconfig: parsed, pools: pools.length });
        });
      }),
    );
  }, answer);
  return { recorded, told: await told[0] };
}

const deployed = deploy();

const types = (names: Iterable<{ readonly type: string; readonly name: string }>) =>
  [...names].map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort();

test("everything that a cluster needs is made, once", async () => {
  const { recorded } = await deployed;

  expect(types(madeOnGoogle(recorded).values())).toEqual([
    "Account gke-nodes-account",
    "Cluster gke-cluster",
    "IAMMember gke-nodes-role",
    "Network gke-network-vpc",
    "NodePool gke-nvidia-l4",
    "NodePool gke-system",
    "NodePool gke-tpu-v6e-4",
    "Router gke-network-router",
    "RouterNat gke-network-nat",
    "Service gke-services-cloudresourcemanager",
    "Service gke-services-compute",
    "Service gke-services-container",
    "Service gke-services-iam",
    "Service gke-services-logging",
    "Service gke-services-monitoring",
    "Service gke-services-networkservices",
    "Subnetwork gke-network-nodes",
    "Subnetwork gke-network-proxies",
  ]);
});

test("the components are below the platform", async () => {
  const { declared } = (await deployed).recorded;
  const components = declared.filter(({ type }) => type.startsWith("switchyard:"));

  expect(components.map(({ type, name, parent }) => [type.split(":").at(-1), name, parent])).toEqual([
    ["GkePlatform", "gke", undefined],
    ["ProjectServices", "gke-services", "gke"],
    ["Network", "gke-network", "gke"],
    ["NodeIdentity", "gke-nodes", "gke"],
    ["GkeCluster", "gke-cluster", "gke"],
    ["SystemNodePool", "gke-system", "gke"],
    ["AcceleratorNodePool", "gke-tpu-v6e-4", "gke"],
    ["AcceleratorNodePool", "gke-nvidia-l4", "gke"],
  ]);
});

test("the order: APIs, network and account, cluster, system pool, accelerators", async () => {
  const { recorded } = await deployed;
  const services = [...madeOnGoogle(recorded).keys()].filter((name) => name.startsWith("gke-services-"));
  const edges = (name: string) => [...declarationOf(recorded, name).dependsOn].sort();

  expect(services).toHaveLength(7);
  expect(edges("gke-network-vpc")).toEqual(services.sort());
  expect(edges("gke-nodes-account")).toEqual(services);
  expect(edges("gke-cluster")).toEqual(
    [...services, "gke-nodes-role", "gke-network-proxies", "gke-network-nat"].sort(),
  );
  expect(edges("gke-tpu-v6e-4")).toEqual(["gke-system"]);
  expect(edges("gke-nvidia-l4")).toEqual(["gke-system"]);
});

test("nodes may read images from the project's own registries, before there is a node", async () => {
  const images = ["vllm/vllm-openai:v1", "europe-docker.pkg.dev/my-project/llm/vllm:v1"];
  const { recorded } = await deploy({ images });
  const foreign = await deploy({ images: ["us-docker.pkg.dev/vertex-ai/vllm/vllm:v1"] });

  expect(declarationOf(recorded, "gke-cluster").dependsOn).toContain("gke-nodes-images");
  expect([...madeOnGoogle(foreign.recorded).keys()]).not.toContain("gke-nodes-images");
});

test("pools are of the cluster, which is in the network, and nodes are nobody but their own account", async () => {
  const made = madeOnGoogle((await deployed).recorded);
  const account = "switchyard-mixed-nodes@my-project.iam.gserviceaccount.com";

  expect(made.get("gke-cluster")?.inputs).toMatchObject({
    name: "switchyard-mixed",
    network: "gke-network-vpc-id",
    subnetwork: "gke-network-nodes-id",
    nodeConfig: { serviceAccount: account },
    monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS", "DCGM"] },
  });
  for (const pool of ["gke-system", "gke-tpu-v6e-4", "gke-nvidia-l4"])
    expect(made.get(pool)?.inputs).toMatchObject({
      cluster: "gke-cluster-id",
      nodeConfig: { serviceAccount: account },
    });
});

test("it tells the cluster's name, what no other cluster has, how to reach it and what to wait for", async () => {
  expect((await deployed).told).toMatchObject({
    clusterName: "switchyard-mixed",
    identity: "gke-1.europe-west4-a.gke.goog",
    kubeconfig: { clusters: [{ cluster: { server: "https://gke-1.europe-west4-a.gke.goog" } }] },
    pools: 3,
  });
});

test("a network that exists is used, and no network, NAT or proxy subnet is made", async () => {
  const existing = { network: "corp", subnetwork: "corp-eu", podsRange: "p", servicesRange: "v" };
  const { recorded } = await deploy({ network: { existing } });
  const made = madeOnGoogle(recorded);

  expect([...made.values()].filter(({ type }) => type.startsWith("gcp:compute/"))).toEqual([]);
  expect(made.get("gke-cluster")?.inputs).toMatchObject({
    network: "corp",
    subnetwork: "corp-eu",
    ipAllocationPolicy: { clusterSecondaryRangeName: "p", servicesSecondaryRangeName: "v" },
  });
});

describe("a cluster that exists", () => {
  const cluster = { existing: { name: "corp", location: "europe-west4" } };
  const found = (allowExternalTraffic: boolean) => ({
    endpoint: "198.51.100.1",
    masterAuths: [{ clusterCaCertificate: "Q0E=" }],
    controlPlaneEndpointsConfigs: [
      { dnsEndpointConfigs: [{ endpoint: "gke-2.europe-west4.gke.goog", allowExternalTraffic }] },
    ],
  });

  test("is looked at by the provider of the stack, and nothing is made", async () => {
    const asked: unknown[] = [];
    const { recorded } = await deploy({ cluster }, (call) => {
      asked.push(call);
      return found(true);
    });

    expect([...madeOnGoogle(recorded).keys()]).toEqual([]);
    expect(recorded.registered.map(({ type }) => type)).toEqual([
      "pulumi:providers:gcp",
      "switchyard:cloud:GkePlatform",
    ]);
    expect(asked).toEqual([
      {
        token: "gcp:container/getCluster:getCluster",
        inputs: { name: "corp", location: "europe-west4", project: "my-project" },
        provider: googleReference,
      },
    ]);
  });

  test.each([
    [true, { server: "https://gke-2.europe-west4.gke.goog" }],
    [false, { server: "https://198.51.100.1", "certificate-authority-data": "Q0E=" }],
  ])("is reached by its DNS name only where that is open: %s", async (open, server) => {
    const { told } = await deploy({ cluster }, () => found(open));

    expect(told).toMatchObject({
      clusterName: "corp",
      identity: "gke-2.europe-west4.gke.goog",
      kubeconfig: { clusters: [{ name: "corp", cluster: server }] },
      pools: 0,
    });
  });

  test("may be so old that it has no DNS name", async () => {
    const { told } = await deploy({ cluster }, () => ({ ...found(true), controlPlaneEndpointsConfigs: [] }));

    expect(told).toMatchObject({
      identity: "198.51.100.1",
      kubeconfig: { clusters: [{ cluster: { server: "https://198.51.100.1" } }] },
    });
  });
});

describe("wrong props are refused all at once, before anything is made", () => {
  async function refused(more: object) {
    const lines: string[] = [];
    const { registered } = await recordCloud((provider) => {
      const args = { ...props, ...more, project: "my-project", provider };
      lines.push(...problemLines(() => new GkePlatform("gke", args)));
    });
    expect(registered.filter(({ type }) => type.startsWith("switchyard:"))).toEqual([]);
    return lines;
  }

  test("by their types", async () => {
    const lines = await refused({ zone: "europe", cluster: { releaseChanel: "rapid" } });

    expect(lines).toEqual([
      'zone: must be a compute zone, got "europe"; use the zone of your node pools, such as europe-west4-a [InvalidValue]',
      expect.stringMatching(
        /^cluster\.releaseChanel: must be a known key, got "rapid"; did you mean `releaseChannel`\?/,
      ),
    ]);
  });

  test("by what they mean together", async () => {
    const lines = await refused({ network: { nodes: "10.129.0.0/24" } });

    expect(lines).toEqual([expect.stringMatching(/\[RangeOverlap\]$/)]);
  });
});

test("a transform changes the arguments of the cluster and of every pool, and nothing else", async () => {
  const before = madeOnGoogle((await deployed).recorded);
  const recorded = await recordCloud((provider) => {
    new GkePlatform("gke", {
      ...{ ...props, project: "my-project", provider },
      transform: {
        cluster: (args) => ({ ...args, enableKubernetesAlpha: true, deletionProtection: false }),
        nodePool: (args) => (args.name === "nvidia-l4" ? { ...args, maxPodsPerNode: 32 } : args),
      },
    });
  });
  const inputs = [...madeOnGoogle(recorded)].map(([name, made]) => [name, made.inputs]);

  expect(Object.fromEntries(inputs)).toEqual({
    ...Object.fromEntries([...before].map(([name, made]) => [name, made.inputs])),
    "gke-cluster": {
      ...before.get("gke-cluster")?.inputs,
      ...{ enableKubernetesAlpha: true, deletionProtection: false },
    },
    "gke-nvidia-l4": { ...before.get("gke-nvidia-l4")?.inputs, maxPodsPerNode: 32 },
  });
});

test("with a return type, a misspelt argument of Google's provider does not compile", () => {
  const transform: CloudTransform = {
    nodePool: (args): NodePoolArgs => ({
      ...args,
      // @ts-expect-error The provider calls it `maxPodsPerNode`.
      maxPodPerNode: 32,
    }),
  };

  expect(Object.keys(transform)).toEqual(["nodePool"]);
});
