import { writeJson } from "../files";
import type { Properties } from "../protocol/values";
import { inputs, Simulation, types } from "./simulation";
import type { ShortType } from "./simulation";

let simulation: Simulation;

beforeEach(async () => {
  simulation = new Simulation();
  await simulation.enableApis();
});

afterEach(() => {
  simulation.remove();
});

const networkId = "projects/my-project/global/networks/n";
const regionId = "projects/my-project/regions/europe-west4";

async function createAll(): Promise<void> {
  await simulation.create("network", inputs.network);
  await simulation.create("subnetwork", inputs.nodes);
  await simulation.create("subnetwork", inputs.proxies);
  await simulation.create("router", inputs.router);
  await simulation.create("nat", inputs.nat);
}

test("a network and its parts get the ids and links of Google Cloud", async () => {
  await createAll();

  const ids = simulation.cloudState().resources.map(({ id }) => id);
  expect(ids.slice(4)).toEqual([
    networkId,
    `${regionId}/subnetworks/nodes`,
    `${regionId}/subnetworks/proxies`,
    `${regionId}/routers/r`,
    "my-project/europe-west4/r/nat",
  ]);
  expect((await simulation.read("subnetwork", `${regionId}/subnetworks/nodes`))?.outputs).toMatchObject({
    ...inputs.nodes,
    project: "my-project",
    region: "europe-west4",
    selfLink: `https://www.googleapis.com/compute/v1/${regionId}/subnetworks/nodes`,
    gatewayAddress: "10.0.0.1",
  });
});

test.each<[string, ShortType, Properties, string]>([
  [
    "a second network of that name",
    "network",
    inputs.network,
    `Error 409: The resource '${networkId}' already exists, alreadyExists`,
  ],
  [
    "a second NAT of that name",
    "nat",
    inputs.nat,
    "Error 409: The resource 'my-project/europe-west4/r/nat' already exists, alreadyExists",
  ],
  [
    "a network with automatic subnetworks",
    "network",
    { name: "auto" },
    "Error 400: networks with automatic subnetworks are not simulated, notImplemented",
  ],
  [
    "a subnetwork without its network",
    "subnetwork",
    { ...inputs.nodes, name: "other", network: "m" },
    "Error 404: The resource 'projects/my-project/global/networks/m' was not found, notFound",
  ],
  [
    "a router without its network",
    "router",
    { ...inputs.router, name: "other", network: "m" },
    "Error 404: The resource 'projects/my-project/global/networks/m' was not found, notFound",
  ],
  [
    "a NAT without its router",
    "nat",
    { ...inputs.nat, router: "q" },
    `Error 404: The resource '${regionId}/routers/q' was not found, notFound`,
  ],
  [
    "a range that another subnetwork has",
    "subnetwork",
    { name: "other", network: "n", ipCidrRange: "10.5.0.0/16", region: "us-east5" },
    `Error 400: Invalid value for field 'resource.ipCidrRange': '10.5.0.0/16'. Invalid IPCidrRange: 10.5.0.0/16: it conflicts with existing subnetwork '${regionId}/subnetworks/nodes', invalid`,
  ],
  [
    "a secondary range that its own subnetwork has",
    "subnetwork",
    {
      name: "other",
      network: "n",
      ipCidrRange: "10.64.0.0/20",
      secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.64.0.0/14" }],
    },
    "Error 400: Invalid value for field 'resource.ipCidrRange': '10.64.0.0/14'. Invalid IPCidrRange: 10.64.0.0/14: it conflicts with range 10.64.0.0/20 of the same subnetwork, invalid",
  ],
  [
    "a second active proxy-only subnetwork",
    "subnetwork",
    { ...inputs.proxies, name: "other", ipCidrRange: "10.130.0.0/23" },
    `Error 400: Invalid value for field 'resource.role': 'ACTIVE'. There is an ACTIVE subnetwork of purpose REGIONAL_MANAGED_PROXY in this region and network already: '${regionId}/subnetworks/proxies', invalid`,
  ],
  [
    "a proxy-only subnetwork that is too small",
    "subnetwork",
    { ...inputs.proxies, name: "other", ipCidrRange: "10.130.0.0/27", role: "BACKUP" },
    "Error 400: Invalid value for field 'resource.ipCidrRange': '10.130.0.0/27'. Invalid IPCidrRange: 10.130.0.0/27: the prefix must not be longer than /26, invalid",
  ],
])("refused: %s", async (_case, type, given, message) => {
  await createAll();

  await expect(simulation.create(type, given)).rejects.toThrow(`googleapi: ${message}`);
});

test.each<[string, Properties]>([
  ["as a backup", { ...inputs.proxies, name: "other", ipCidrRange: "10.130.0.0/23", role: "BACKUP" }],
  [
    "in another region",
    { ...inputs.proxies, name: "other", ipCidrRange: "10.130.0.0/23", region: "us-east5" },
  ],
])("a second proxy-only subnetwork is allowed %s", async (_case, given) => {
  await createAll();

  await expect(simulation.create("subnetwork", given)).resolves.toMatchObject({ inputs: given });
});

test("ranges of different networks may overlap", async () => {
  await createAll();
  await simulation.create("network", { ...inputs.network, name: "m" });

  await expect(
    simulation.create("subnetwork", { ...inputs.nodes, network: "m", name: "other" }),
  ).resolves.toBeDefined();
});

test.each<[string, ShortType, string, string]>([
  [
    "a network with a subnetwork",
    "network",
    networkId,
    `The network resource '${networkId}' is already being used by '${regionId}/subnetworks/nodes', resourceInUseByAnotherResource`,
  ],
  [
    "a router with a NAT",
    "router",
    `${regionId}/routers/r`,
    `The router resource '${regionId}/routers/r' is already being used by 'my-project/europe-west4/r/nat', resourceInUseByAnotherResource`,
  ],
])("%s stays", async (_case, type, id, message) => {
  await createAll();

  await expect(simulation.delete(type, id)).rejects.toThrow(`googleapi: Error 400: ${message}`);
  expect(await simulation.read(type, id)).toBeDefined();
});

test("parts of a network stay as long as a gateway's load balancer exists, and are deleted in order", async () => {
  await createAll();
  writeJson(simulation.files.loadBalancers, [{ gateway: "serving/inference-gateway" }]);
  const ends: readonly (readonly [ShortType, string])[] = [
    ["nat", "my-project/europe-west4/r/nat"],
    ["router", `${regionId}/routers/r`],
    ["subnetwork", `${regionId}/subnetworks/proxies`],
    ["subnetwork", `${regionId}/subnetworks/nodes`],
    ["network", networkId],
  ];

  await expect(simulation.delete("subnetwork", `${regionId}/subnetworks/proxies`)).rejects.toThrow(
    `googleapi: Error 400: The subnetwork resource '${regionId}/subnetworks/proxies' is already being used by 'the forwarding rule of Gateway serving/inference-gateway', resourceInUseByAnotherResource`,
  );
  writeJson(simulation.files.loadBalancers, []);
  for (const [type, id] of ends) await simulation.delete(type, id);

  expect(simulation.cloudState().resources.every(({ type }) => type === types.service)).toBe(true);
});

test.each<[string, ShortType, Properties, readonly object[]]>([
  [
    "a name",
    "network",
    { ...inputs.network, name: "N_1" },
    [{ property: "name", reason: "must match ^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$" }],
  ],
  [
    "a wrong key",
    "network",
    { ...inputs.network, autoCreateSubnets: true },
    [
      {
        property: "autoCreateSubnets",
        reason: `is not a simulated field of ${types.network}; correct its name, or add it in local/simulated-gcp/resources`,
      },
    ],
  ],
  [
    "no network",
    "subnetwork",
    { name: "s", ipCidrRange: "10.0.0.0/20" },
    [
      {
        property: "network",
        reason: 'Missing required argument: The argument "network" is required, but no definition was found.',
      },
    ],
  ],
  [
    "a role without a purpose",
    "subnetwork",
    { ...inputs.nodes, role: "ACTIVE" },
    [{ property: "role", reason: "must only be set in a proxy-only subnetwork" }],
  ],
  [
    "a list without subnetworks",
    "nat",
    { ...inputs.nat, sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS" },
    [{ property: "subnetworks", reason: "must be set with LIST_OF_SUBNETWORKS, and with nothing else" }],
  ],
  [
    "addresses that nobody asked for",
    "nat",
    { ...inputs.nat, natIps: ["a"] },
    [{ property: "natIps", reason: "must be set with MANUAL_ONLY, and with nothing else" }],
  ],
])("found before anything is created: %s", (_case, type, given, failures) => {
  expect(simulation.check(type, given)).toEqual(failures);
});
