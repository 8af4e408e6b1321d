import { withoutNull } from "../check-inputs";
import { writeJson } from "../files";
import { getCluster } from "../get-cluster";
import type { Properties } from "../protocol/values";
import { clusterId, inputs, nodesEmail, Simulation, types } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = new Simulation();
  await simulation.enableApis();
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", inputs.nodes);
  await simulation.create("subnetwork", inputs.proxies);
  await simulation.create("account", inputs.account);
});

afterEach(() => {
  simulation.remove();
});

test("a cluster answers with the laptop's API server", async () => {
  const given = {
    ...inputs.cluster,
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } },
  };
  const { id, outputs } = await simulation.create("cluster", given);

  expect(id).toBe(clusterId);
  expect(outputs).toMatchObject({
    project: "my-project",
    location: "europe-west4-a",
    endpoint: "127.0.0.1:26101",
    masterAuth: { clusterCaCertificate: Buffer.from("CERTIFICATE\n").toString("base64") },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: true, endpoint: "127.0.0.1:26101" },
      ipEndpointsConfig: { enabled: true },
    },
    selfLink: "https://container.googleapis.com/v1/projects/my-project/zones/europe-west4-a/clusters/c",
  });
});

test("an address that is switched off is none", async () => {
  const given = { ...inputs.cluster, controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } };

  expect((await simulation.create("cluster", given)).outputs).toMatchObject({ endpoint: "" });
});

test.each<[string, Properties, string]>([
  [
    "another network",
    { network: "m" },
    "Error 404: The resource 'projects/my-project/global/networks/m' was not found, notFound",
  ],
  [
    "another region",
    { location: "us-east5-a" },
    "Error 404: The resource 'projects/my-project/regions/us-east5/subnetworks/nodes' was not found, notFound",
  ],
  [
    "no network",
    { network: undefined },
    "Error 404: The resource 'projects/my-project/global/networks/default' was not found, notFound",
  ],
  [
    "the proxies' subnetwork",
    { subnetwork: "proxies" },
    `Error 400: Subnetwork "projects/my-project/regions/europe-west4/subnetworks/proxies" is for proxies only: ${clusterId} cannot use it., badRequest`,
  ],
  [
    "a wrong range of pods",
    { ipAllocationPolicy: { clusterSecondaryRangeName: "pod" } },
    'Error 400: Pod secondary range "pod" does not exist in network "n", subnetwork "nodes"., badRequest',
  ],
  [
    "a wrong range of Services",
    { ipAllocationPolicy: { servicesSecondaryRangeName: "svc" } },
    'Error 400: Services secondary range "svc" does not exist in network "n", subnetwork "nodes"., badRequest',
  ],
  [
    "the default account",
    { nodeConfig: undefined },
    'Error 400: The user does not have access to service account "default". Ask a project owner to grant you the iam.serviceAccountUser role on the service account., badRequest',
  ],
  [
    "Compute Engine's account",
    { nodeConfig: { serviceAccount: "1-compute@developer.gserviceaccount.com" } },
    'Error 400: The user does not have access to service account "default".',
  ],
  [
    "an account that is not there",
    { nodeConfig: { serviceAccount: "x@my-project.iam.gserviceaccount.com" } },
    'Error 400: Service account "x@my-project.iam.gserviceaccount.com" does not exist., badRequest',
  ],
  [
    "another project's workloads",
    { workloadIdentityConfig: { workloadPool: "p.svc.id.goog" } },
    'Error 400: Invalid workload pool "p.svc.id.goog": must be "my-project.svc.id.goog"., badRequest',
  ],
  [
    "gateways without load balancing",
    {
      gatewayApiConfig: { channel: "CHANNEL_STANDARD" },
      addonsConfig: { httpLoadBalancing: { disabled: true } },
    },
    "Error 400: Gateway API requires the HttpLoadBalancing addon to be enabled., badRequest",
  ],
])("refused: a cluster with %s", async (_case, change, message) => {
  const given = withoutNull({ ...inputs.cluster, ...change });

  await expect(simulation.create("cluster", given)).rejects.toThrow(`googleapi: ${message}`);
});

test("a subnetwork of another network is no place for a cluster", async () => {
  await simulation.create("network", { ...inputs.network, name: "m" });

  await expect(simulation.create("cluster", { ...inputs.cluster, network: "m" })).rejects.toThrow(
    'Error 400: Subnetwork "projects/my-project/regions/europe-west4/subnetworks/nodes" is not in network "m"., badRequest',
  );
});

test("there is one API server, and so one cluster", async () => {
  await simulation.create("cluster", inputs.cluster);

  await expect(simulation.create("cluster", inputs.cluster)).rejects.toThrow(
    `googleapi: Error 409: Already exists: ${clusterId}., alreadyExists`,
  );
  await expect(simulation.create("cluster", { ...inputs.cluster, name: "d" })).rejects.toThrow(
    `googleapi: Error 400: the simulation has one API server, which ${clusterId} uses, notImplemented`,
  );
});

test("a cluster uses a network that another project shares", async () => {
  const shared = (id: string) => id.replace("my-project", "host-project");
  const { id: networkId } = await simulation.create("network", { ...inputs.network, name: "shared" });
  const { id: subnetId } = await simulation.create("subnetwork", {
    ...inputs.nodes,
    name: "shared-nodes",
    network: "shared",
  });
  const given = { ...inputs.cluster, network: shared(networkId), subnetwork: shared(subnetId) };

  await expect(simulation.create("cluster", given)).rejects.toThrow(
    `googleapi: Error 404: The resource '${shared(networkId)}' was not found, notFound`,
  );
  // What is there already is played by an entry.
  const moved = (id: string) => (id === networkId || id === subnetId ? shared(id) : id);
  const { resources } = simulation.cloudState();
  writeJson(
    simulation.files.resources,
    resources.map((one) => ({ ...one, id: moved(one.id) })),
  );
  const { outputs } = await simulation.create("cluster", given);

  expect(outputs).toMatchObject({ clusterIpv4Cidr: "10.4.0.0/14" });
  await expect(simulation.delete("network", shared(networkId))).rejects.toThrow("is already being used by");
  await simulation.delete("cluster", clusterId);
  await expect(simulation.create("cluster", { ...given, network: "n" })).rejects.toThrow(
    `googleapi: Error 400: Subnetwork "${shared(subnetId)}" is not in network "n"., badRequest`,
  );
});

test.each<[Properties, string, string]>([
  [{ initialNodeCount: 0 }, "initialNodeCount", "must be at least 1, also where the default pool is removed"],
  [{ name: "a".repeat(41) }, "name", "must match ^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$"],
  [{ minMasterVersion: "v1.34" }, "minMasterVersion", "must be a version such as 1.34 or 1.34.1-gke.1000"],
  [
    { releaseChannel: { channel: "regular" } },
    "releaseChannel.channel",
    'Invalid option: expected one of "UNSPECIFIED"|"RAPID"|"REGULAR"|"STABLE"|"EXTENDED"',
  ],
  [
    { gatewayApiConfig: {} },
    "gatewayApiConfig.channel",
    'Invalid option: expected one of "CHANNEL_DISABLED"|"CHANNEL_EXPERIMENTAL"|"CHANNEL_STANDARD"',
  ],
])("found before anything is created: %j", (change, property, reason) => {
  expect(simulation.check("cluster", { ...inputs.cluster, ...change })).toEqual([{ property, reason }]);
});

test("a protected cluster stays, until it is no longer protected", async () => {
  await simulation.create("cluster", { ...inputs.cluster, deletionProtection: true });

  await expect(simulation.delete("cluster", clusterId)).rejects.toThrow(
    "Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with cluster deletion.",
  );
  await simulation.update("cluster", clusterId, inputs.cluster);
  await simulation.delete("cluster", clusterId);
  expect(await simulation.read("cluster", clusterId)).toBeUndefined();
});

test("a cluster that says nothing of it is protected", async () => {
  const { deletionProtection: _, ...given } = inputs.cluster;
  await simulation.create("cluster", given);

  await expect(simulation.delete("cluster", clusterId)).rejects.toThrow("deletion_protection is set to true");
});

test("a cluster takes its pools with it, and keeps its network", async () => {
  await simulation.create("cluster", inputs.cluster);
  await simulation.create("pool", inputs.system);

  await expect(
    simulation.delete("subnetwork", "projects/my-project/regions/europe-west4/subnetworks/nodes"),
  ).rejects.toThrow(`is already being used by '${clusterId}', resourceInUseByAnotherResource`);
  await simulation.delete("cluster", clusterId);

  expect(simulation.cloudState().resources.filter(({ type }) => type.startsWith("gcp:container/"))).toEqual(
    [],
  );
});

test("a regional cluster looks for its subnetwork in the region", async () => {
  const { id } = await simulation.create("cluster", { ...inputs.cluster, location: "europe-west4" });

  expect(id).toBe("projects/my-project/locations/europe-west4/clusters/c");
});

test("getCluster answers with lists where the resource has blocks", async () => {
  await simulation.create("cluster", inputs.cluster);

  expect(getCluster({ name: "c", location: "europe-west4-a" }, simulation.cloudState())).toMatchObject({
    id: clusterId,
    name: "c",
    location: "europe-west4-a",
    project: "my-project",
    endpoint: "127.0.0.1:26101",
    masterAuths: [{ clusterCaCertificate: Buffer.from("CERTIFICATE\n").toString("base64") }],
    controlPlaneEndpointsConfigs: [
      {
        dnsEndpointConfigs: [{ allowExternalTraffic: false, endpoint: "127.0.0.1:26101" }],
        ipEndpointsConfigs: [{ enabled: true }],
      },
    ],
  });
});

test("getCluster finds no cluster of another name", () => {
  expect(() => getCluster({ name: "d" }, simulation.cloudState())).toThrow(
    "googleapi: Error 404: Not found: projects/my-project/locations/europe-west4-a/clusters/d., notFound",
  );
});

test("nodes of the default pool have an account of ours", async () => {
  const { inputs: kept } = await simulation.create("cluster", inputs.cluster);

  expect(kept).toMatchObject({ nodeConfig: { serviceAccount: nodesEmail } });
  expect(simulation.cloudState().resources.at(-1)?.type).toBe(types.cluster);
});
