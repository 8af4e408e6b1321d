import { z } from "zod";
import { acceleratorNames } from "../../../components/accelerators/table";
import { clusterShape, gkeFixes, networkShape, nodePoolsShape } from "../../../components/gke/gke-schema";
import { formatProblem } from "../../../components/problems";
import { schemaProblems } from "../../../components/schema-problems";

const schema = z.strictObject({
  network: z.strictObject(networkShape).optional(),
  cluster: z.strictObject(clusterShape).optional(),
  nodePools: z.strictObject(nodePoolsShape).optional(),
});

function problems(value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : schemaProblems(error, value, gkeFixes, schema).map(formatProblem);
}

test("everything that may be written is taken", () => {
  const value = {
    network: {
      nodes: "10.0.0.0/20",
      pods: "10.4.0.0/14",
      services: "10.8.0.0/20",
      existing: { network: "n", subnetwork: "s", podsRange: "p", servicesRange: "v" },
    },
    cluster: {
      name: "switchyard-tpu",
      location: "zone",
      releaseChannel: "regular",
      deletionProtection: true,
      authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }, { cidr: "198.51.100.1/32" }],
      existing: { name: "my-cluster", location: "europe-west4-a" },
    },
    nodePools: {
      maxNodes: 8,
      minNodes: 1,
      consumption: "on-demand",
      gpuDriver: "default",
      gpuSharing: { clientsPerGpu: 2 },
      accelerators: { "nvidia-l4": { maxNodes: 4, consumption: "spot" }, "tpu-v6e-4": { topology: "2x2" } },
      system: { machineType: "e2-standard-4", maxNodes: 6 },
    },
  };

  expect(schema.parse(value)).toEqual(value);
});

test("nothing has to be written", () => {
  expect(schema.parse({ network: {}, cluster: {}, nodePools: {} })).toEqual({
    network: {},
    cluster: {},
    nodePools: {},
  });
});

describe("a wrong value says what to do", () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    [
      { network: { nodes: "10.0.0.0" } },
      'network.nodes: must be a range of IPv4 addresses, got "10.0.0.0"; use a private range such as 10.0.0.0/20 ' +
        "[InvalidValue]",
    ],
    [
      { network: { existing: { network: "n", subnetwork: "s", podsRange: "p" } } },
      "network.existing.servicesRange: must be set, got nothing; use the name of the subnet's secondary range for " +
        "Services [MissingKey]",
    ],
    [
      { cluster: { location: "europe-west4-a" } },
      'cluster.location: must be one of zone, region, got "europe-west4-a"; use "zone" or "region" [InvalidValue]',
    ],
    [
      { cluster: { existing: { name: "c", location: "Europe" } } },
      'cluster.existing.location: must be a compute zone or region, got "Europe"; use the zone or region of the cluster, ' +
        "such as europe-west4-a [InvalidValue]",
    ],
    [
      { cluster: { authorizedNetworks: [{ cidr: "::/0" }] } },
      'cluster.authorizedNetworks[0].cidr: must be a range of IPv4 addresses, got "::/0"; list your networks, such as ' +
        "203.0.113.0/24, or leave authorizedNetworks out and use the DNS endpoint [InvalidValue]",
    ],
    [
      { cluster: { deletionProtection: "no" } },
      'cluster.deletionProtection: must be true or false, got "no"; use true, or false to let the cluster be deleted ' +
        "[WrongType]",
    ],
    [
      { nodePools: { maxNodes: 0 } },
      "nodePools.maxNodes: must be at least 1, got 0; set how many nodes the pool may grow to [OutOfRange]",
    ],
    [
      { nodePools: { minNodes: -1 } },
      "nodePools.minNodes: must be at least 0, got -1; set how many nodes the pool keeps at least [OutOfRange]",
    ],
    [
      { nodePools: { consumption: "reserved" } },
      'nodePools.consumption: must be one of on-demand, spot, flex-start, got "reserved"; use "on-demand", "spot" or ' +
        '"flex-start" [InvalidValue]',
    ],
    [
      { nodePools: { gpuSharing: { clientsPerGpu: 1 } } },
      "nodePools.gpuSharing.clientsPerGpu: must be at least 2, got 1; set how many replicas share a GPU, at least 2 " +
        "[OutOfRange]",
    ],
    [
      { nodePools: { system: { machineType: "n1-standard-1" } } },
      "nodePools.system.machineType: must be one of e2-standard-2, e2-standard-4, e2-standard-8, e2-standard-16, got " +
        '"n1-standard-1"; use one of these, or leave it out [InvalidValue]',
    ],
    [
      { cluster: { names: "x" } },
      'cluster.names: must be a known key, got "x"; did you mean `name`? Known are: name, location, releaseChannel, ' +
        "deletionProtection, authorizedNetworks, existing [UnknownKey]",
    ],
  ];

  test.each(wrong)("%j", (value, expected) => {
    expect(problems(value)).toEqual([expected]);
  });

  test("an accelerator that there is none of", () => {
    expect(problems({ nodePools: { accelerators: { "nvidia-l5": {} } } })).toEqual([
      `nodePools.accelerators.nvidia-l5: must be a known key, got {}; did you mean \`nvidia-l4\`? Known are: ` +
        `${acceleratorNames.join(", ")} [UnknownKey]`,
    ]);
  });
});

test("every key has advice", () => {
  const own = [networkShape, nodePoolsShape, clusterShape].flatMap((shape) => Object.keys(shape));
  const without = own.filter((key) => !Object.keys(gkeFixes).includes(key));

  // A stack has several kinds of names, and advice of its own for each.
  expect(without).toEqual(["name"]);
});
