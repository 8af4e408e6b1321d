import { z } from "zod";
import { acceleratorNames } from "../../../components/accelerators/table";
import { gkeClusterSchema } from "../../../components/gke/cluster/cluster";
import { networkSchema } from "../../../components/gke/network/network";
import { nodePoolsSchema } from "../../../components/gke/node-pools/node-pool-props";
import { asWritten } from "../../../components/keys/props";
import { formatProblem } from "../../../components/problems/problems";
import { schemaProblems } from "../../../components/problems/schema-problems";

const schema = z.strictObject({
  network: networkSchema.optional(),
  cluster: gkeClusterSchema.optional(),
  nodePools: nodePoolsSchema.optional(),
});

function problems(value: unknown): readonly string[] {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : schemaProblems(error, value, schema).map(formatProblem);
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
      version: "1.35",
      maintenance: {
        window: { days: ["saturday", "sunday"], startHourUtc: 22, durationHours: 4 },
        exclusions: [
          { name: "black friday", start: "2026-11-26T00:00:00Z", end: "2026-12-01T00:00:00Z" },
          {
            name: "year's end",
            start: "2026-12-20T00:00:00Z",
            end: "2027-01-03T12:30:00Z",
            scope: "no-minor-or-node-upgrades",
          },
        ],
      },
      deletionProtection: true,
      authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }, { cidr: "198.51.100.1/32" }],
      existing: { name: "my-cluster", location: "europe-west4-a" },
    },
    nodePools: {
      maxNodes: 8,
      minNodes: 1,
      consumption: "on-demand",
      reservation: "my-block",
      gpuDriver: "default",
      gpuSharing: { clientsPerGpu: 2 },
      accelerators: { "nvidia-l4": { maxNodes: 4, consumption: "spot" }, "tpu-v6e-4": { topology: "2x2" } },
      system: { machineType: "e2-standard-4", maxNodes: 6 },
    },
  };

  expect(asWritten(schema, value).value).toEqual(value);
});

test("nothing has to be written", () => {
  expect(asWritten(schema, { network: {}, cluster: {}, nodePools: {} }).problems).toEqual([]);
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
      'nodePools.consumption: must be one of on-demand, spot, flex-start, reservation, got "reserved"; use "on-demand", ' +
        '"spot", "flex-start" or "reservation" [InvalidValue]',
    ],
    [
      { nodePools: { reservation: "projects/owner/my-block" } },
      "nodePools.reservation: must be the name of a reservation, or projects/<project>/reservations/<name> where another project " +
        'shares it, got "projects/owner/my-block"; use the reservation\'s name, such as my-h100-block [InvalidValue]',
    ],
    [
      { cluster: { version: 1.35 } },
      'cluster.version: must be a text, got 1.35; write it in quotes, such as "1.35", or leave it out for the default of the channel ' +
        "[WrongType]",
    ],
    [
      { cluster: { version: "latest" } },
      'cluster.version: must be a version of GKE, got "latest"; write it in quotes, such as "1.35", or leave it out for the ' +
        "default of the channel [InvalidValue]",
    ],
    [
      { cluster: { maintenance: { window: { days: [] } } } },
      "cluster.maintenance.window.days: must have a number of entries of at least 1, got []; list days, such as saturday " +
        "[OutOfRange]",
    ],
    [
      { cluster: { maintenance: { window: { days: ["sat"] } } } },
      "cluster.maintenance.window.days[0]: must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, got " +
        '"sat"; list days, such as saturday [InvalidValue]',
    ],
    [
      { cluster: { maintenance: { window: { durationHours: 2 } } } },
      "cluster.maintenance.window.durationHours: must be at least 4, got 2; give whole hours, 4 to 24: GKE does not count a " +
        "shorter window [OutOfRange]",
    ],
    [
      { cluster: { maintenance: { window: { startHourUtc: 24 } } } },
      "cluster.maintenance.window.startHourUtc: must be at most 23, got 24; give a whole hour in UTC, such as 4 [OutOfRange]",
    ],
    [
      {
        cluster: {
          maintenance: {
            exclusions: [{ name: "x", start: "2026-12-20T00:00:00Z", end: "2026-13-01T00:00:00Z" }],
          },
        },
      },
      "cluster.maintenance.exclusions[0].end: must be a time in UTC, such as 2026-12-20T00:00:00Z, got " +
        '"2026-13-01T00:00:00Z"; write it as 2027-01-02T00:00:00Z [InvalidValue]',
    ],
    [
      {
        cluster: {
          maintenance: { exclusions: [{ name: "x", start: "2026-12-20", end: "2026-12-21T00:00:00Z" }] },
        },
      },
      "cluster.maintenance.exclusions[0].start: must be a time in UTC, such as 2026-12-20T00:00:00Z, got " +
        '"2026-12-20"; write it as 2026-12-20T00:00:00Z [InvalidValue]',
    ],
    [
      {
        cluster: {
          maintenance: {
            exclusions: [{ name: "x", start: "2026-12-20T00:00:00Z", end: "2026-12-21T00:00:00+01:00" }],
          },
        },
      },
      "cluster.maintenance.exclusions[0].end: must be a time in UTC, such as 2026-12-20T00:00:00Z, got " +
        '"2026-12-21T00:00:00+01:00"; write it as 2026-12-20T23:00:00Z [InvalidValue]',
    ],
    [
      {
        network: {
          existing: { network: "projects/host/x", subnetwork: "s", podsRange: "p", servicesRange: "v" },
        },
      },
      "network.existing.network: must be the name of a network, or projects/<project>/global/networks/<name>, got " +
        '"projects/host/x"; use the network\'s name; for a shared VPC its path in the host project [InvalidValue]',
    ],
    [
      {
        network: {
          existing: {
            network: "n",
            subnetwork: "projects/my-host/zones/us-central1-a/subnetworks/s",
            podsRange: "p",
            servicesRange: "v",
          },
        },
      },
      "network.existing.subnetwork: must be the name of a subnet, or projects/<project>/regions/<region>/subnetworks/<name>, got " +
        "\"projects/my-host/zones/us-central1-a/subnetworks/s\"; use the name of the network's subnet in the cluster's region; " +
        "for a shared VPC its path in the host project [InvalidValue]",
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
      'cluster.names: must be a known key, got "x"; did you mean `name`? Known are: name, location, releaseChannel, version, ' +
        "maintenance, deletionProtection, authorizedNetworks, existing [UnknownKey]",
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
