import { checkGke, resolveGke } from "../../../components/gke/gke";
import type { GkeProps } from "../../../components/gke/gke";
import { systemPods } from "../../../components/gke/node-pools/system-pods";
import { formatProblem } from "../../../components/problems/problems";

const props: GkeProps = {
  stack: "tpu",
  zone: "europe-west4-a",
  proxySubnet: "10.129.0.0/23",
  models: [
    { accelerator: "tpu-v6e-4", replicas: 1 },
    { accelerator: "tpu-v6e-4", replicas: 1 },
  ],
  systemPods: systemPods(2, 2),
};

const problems = (more: Partial<GkeProps>) => {
  const all = { ...props, ...more };
  return checkGke(all, resolveGke(all)).map(formatProblem);
};

const existing = { network: "corp", subnetwork: "corp-eu", podsRange: "pods", servicesRange: "services" };

describe("resolveGke", () => {
  test("makes everything, from the stack's name, its zone and its models", () => {
    expect(resolveGke(props)).toMatchObject({
      kind: "new",
      region: "europe-west4",
      zone: "europe-west4-a",
      network: { kind: "new", name: "switchyard-tpu", region: "europe-west4", proxySubnet: "10.129.0.0/23" },
      cluster: { name: "switchyard-tpu", location: "europe-west4-a", gpuMetrics: false },
      systemPool: { name: "system", minNodes: 2 },
      acceleratorPools: [{ name: "tpu-v6e-4", minNodes: 2 }],
      imageProjects: [],
    });
  });

  test("knows the projects whose registries images are in", () => {
    const images = ["gcr.io/old-project/vllm:v1", "vllm/vllm-openai:v1"];

    expect(resolveGke({ ...props, images })).toMatchObject({ imageProjects: ["old-project"] });
  });

  test("calls the network as the cluster is called", () => {
    expect(resolveGke({ ...props, cluster: { name: "mine" } })).toMatchObject({
      cluster: { name: "mine" },
      network: { name: "mine" },
    });
  });

  test("collects the metrics of GPUs where a model is on one", () => {
    const models = [...props.models, { accelerator: "nvidia-l4", replicas: 0 } as const];

    expect(resolveGke({ ...props, models })).toMatchObject({ cluster: { gpuMetrics: true } });
  });

  test("makes nothing for a cluster that exists", () => {
    const cluster = { existing: { name: "corp", location: "europe-west4" } };

    expect(resolveGke({ ...props, cluster })).toEqual({
      kind: "existing",
      name: "corp",
      location: "europe-west4",
    });
  });
});

describe("checkGke", () => {
  test("takes the defaults, a cluster that exists and a network that exists", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ cluster: { existing: { name: "corp", location: "europe-west4-a" } } })).toEqual([]);
    expect(problems({ network: { existing } })).toEqual([]);
  });

  test("tells everything at once", () => {
    const found = problems({
      stack: "my_stack",
      network: { pods: "10.129.0.0/16" },
      nodePools: { minNodes: 10, system: { maxNodes: 1 } },
    });

    expect(found.map((line) => line.replace(/^([^:]*):.*\[(\w+)\]$/, "$1 $2"))).toEqual([
      "cluster.name InvalidValue",
      "gateway.proxySubnet RangeOverlap",
      "nodePools.minNodes MinAboveMax",
      "nodePools.system.maxNodes DoesNotFit",
    ]);
  });

  test("sizes the ranges for all nodes that the pools may grow to, and one more of the system pool", () => {
    const nodePools = { maxNodes: 59, system: { maxNodes: 4 } };

    expect(problems({ network: { pods: "10.64.0.0/18" }, nodePools })).toEqual([]);
    expect(
      problems({ network: { pods: "10.64.0.0/18" }, nodePools: { ...nodePools, maxNodes: 60 } }),
    ).toEqual([
      'network.pods: must be /17 or larger to hold 256 addresses on each of 65 nodes, got "10.64.0.0/18", which has ' +
        "16384 addresses; use a larger range, which has a smaller number after the slash [OutOfRange]",
    ]);
  });

  test("refuses what says something of a cluster that is used as it is", () => {
    const cluster = {
      existing: { name: "corp", location: "europe-west4-a" },
      name: "mine",
      releaseChannel: undefined,
      authorizedNetworks: [],
    };

    expect(problems({ cluster, network: { nodes: "10.0.0.0/20" } })).toEqual([
      'cluster.name: must be left out with cluster.existing, which is used as it is, got "mine"; remove it, or remove ' +
        "cluster.existing to create a new one [NotApplicable]",
      "cluster.authorizedNetworks: must be left out with cluster.existing, which is used as it is, got []; remove it, " +
        "or remove cluster.existing to create a new one [NotApplicable]",
      'network.nodes: must be left out with cluster.existing, which is used as it is, got "10.0.0.0/20"; remove it, or ' +
        "remove cluster.existing to create a new one [NotApplicable]",
    ]);
  });

  const shared = {
    ...existing,
    network: "projects/my-host/global/networks/corp",
    subnetwork: "projects/my-host/regions/europe-west4/subnetworks/corp-eu",
  };

  test("takes a network that another project shares, and makes paths of what Google's API calls it", () => {
    const api = "https://www.googleapis.com/compute/v1/";
    const links = { network: `${api}${shared.network}`, subnetwork: `${api}${shared.subnetwork}` };

    expect(problems({ network: { existing: shared } })).toEqual([]);
    expect(problems({ network: { existing: { ...shared, ...links } } })).toEqual([]);
    expect(resolveGke({ ...props, network: { existing: { ...shared, ...links } } })).toMatchObject({
      network: shared,
    });
  });

  test.each([
    [{ network: "corp" }],
    [{ subnetwork: "corp-eu" }],
    [{ network: "https://compute.googleapis.com/compute/v1/projects/my-host/global/networks/corp" }],
  ])("a name beside a path is one of the path's project: %j", (names) => {
    const network = { existing: { ...shared, ...names } };

    expect(problems({ network })).toEqual([]);
    expect(resolveGke({ ...props, network })).toMatchObject({ network: shared });
  });

  test("refuses a subnetwork of another region, and one of another project's network", () => {
    const subnetwork = "projects/other-host/regions/us-central1/subnetworks/corp-us";

    expect(problems({ network: { existing: { ...shared, subnetwork } } })).toEqual([
      `network.existing.subnetwork: must be in the region of the stack's zone, europe-west4, got "${subnetwork}"; use the ` +
        "network's subnet in europe-west4, or a zone of us-central1 [InvalidValue]",
      `network.existing.subnetwork: must be in the project of the network, my-host, got "${subnetwork}"; use a subnet of that ` +
        "network [InvalidValue]",
    ]);
  });

  test("refuses ranges of a network that is used as it is", () => {
    expect(problems({ network: { existing, pods: "10.4.0.0/14" } })).toEqual([
      'network.pods: must be left out with network.existing, which is used as it is, got "10.4.0.0/14"; remove it, or ' +
        "remove network.existing to create a new one [NotApplicable]",
    ]);
  });
});
