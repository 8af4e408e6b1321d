import { checkGkeCluster } from "../../../../components/gke/cluster/check-cluster";
import { resolveGkeCluster } from "../../../../components/gke/cluster/cluster";
import type { AuthorizedNetworkProps, GkeClusterProps } from "../../../../components/gke/cluster/cluster";
import { formatProblem } from "../../../../components/problems/problems";
import { versions } from "../../../../components/versions";

const context = {
  defaultName: "switchyard-tpu",
  zone: "europe-west4-a",
  region: "europe-west4",
  gpuMetrics: false,
};

const resolve = (props: GkeClusterProps) => resolveGkeCluster(props, context);
const problems = (props: GkeClusterProps) => checkGkeCluster(resolve(props)).map(formatProblem);

describe("resolveGkeCluster", () => {
  test("fills in what nobody says: a zonal cluster that only its DNS name leads to, and that is not deleted", () => {
    expect(resolve({})).toEqual({
      name: "switchyard-tpu",
      location: "europe-west4-a",
      nodeZone: "europe-west4-a",
      releaseChannel: "regular",
      version: undefined,
      maintenance: {
        window: { days: ["saturday"], startHourUtc: 4, durationHours: 16 },
        exclusions: [],
      },
      deletionProtection: true,
      authorizedNetworks: [],
      gpuMetrics: false,
    });
  });

  test("keeps everything that somebody says", () => {
    const props: Required<Omit<GkeClusterProps, "existing">> = {
      name: "mine",
      location: "region",
      releaseChannel: "stable",
      version: "1.35.8-gke.1000",
      maintenance: {
        window: { days: ["monday", "sunday"], startHourUtc: 0, durationHours: 4 },
        exclusions: [
          {
            name: "a",
            start: "2026-12-20T00:00:00Z",
            end: "2027-01-03T00:00:00Z",
            scope: "no-minor-upgrades",
          },
        ],
      },
      deletionProtection: false,
      authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }],
    };

    expect(resolveGkeCluster(props, { ...context, gpuMetrics: true })).toEqual({
      ...props,
      location: "europe-west4",
      nodeZone: "europe-west4-a",
      gpuMetrics: true,
    });
  });
});

describe("checkGkeCluster", () => {
  test("takes the defaults, and listed networks", () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({ authorizedNetworks: [{ cidr: "203.0.113.7/32" }, { cidr: "198.51.100.0/24" }] }),
    ).toEqual([]);
  });

  test.each(["Upper", "1st", "ends-", `a${"b".repeat(40)}`, "under_score"])(
    "refuses the name %j, also where it is made of the stack's",
    (name) => {
      const message =
        "cluster.name: must be at most 40 lower-case letters, digits and '-', starting with a letter, " +
        `got "${name}"; set it: the default is derived from the stack's name [InvalidValue]`;

      expect(checkGkeCluster({ ...resolve({}), name }).map(formatProblem)).toEqual([message]);
      expect(
        checkGkeCluster(resolveGkeCluster({}, { ...context, defaultName: name })).map(formatProblem),
      ).toEqual([message]);
    },
  );

  test.each(["1.34", "1.34.0", versions.gkeMinimum, "1.34.1-gke.1000", "1.35", "2.0"])(
    "takes the version %s, which is new enough or may become so",
    (version) => {
      expect(problems({ version })).toEqual([]);
    },
  );

  test.each(["1.33", "1.33.9-gke.2000000", "1.34.0-gke.1625999"])("refuses the version %s", (version) => {
    expect(problems({ version })).toEqual([
      `cluster.version: must be GKE ${versions.gkeMinimum} or newer, which serves the Gateway API and InferencePool v1, got ` +
        `${version}; leave it out to use the channel's default, or set a newer one [ClusterTooOld]`,
    ]);
  });

  test("refuses times without upgrades that end before they begin, that are too long, or that have one name", () => {
    const start = "2026-12-20T00:00:00Z";
    const exclusions = [
      { name: "a", start, end: start },
      { name: "b", start, end: "2027-03-20T00:00:01Z" },
      { name: "b", start, end: "2027-03-20T00:00:00Z" },
      { name: "c", start, end: "2028-01-01T00:00:00Z", scope: "no-minor-or-node-upgrades" },
    ] as const;

    expect(problems({ maintenance: { exclusions } })).toEqual([
      `cluster.maintenance.exclusions[0].end: must be later than start, ${start}, got "${start}"; give the time at which ` +
        "upgrades may resume [OutOfRange]",
      "cluster.maintenance.exclusions[1].end: must be at most 90 days after start where scope is no-upgrades, got " +
        '"2027-03-20T00:00:01Z", which is 91 days after it; end it sooner, or use the scope no-minor-or-node-upgrades, ' +
        "which may last longer [OutOfRange]",
      "cluster.maintenance.exclusions[2].name: must differ from the name of every other exclusion, got " +
        '"b"; choose another name [DuplicateName]',
    ]);
  });

  test("refuses more than three times without any upgrade, also where no scope is said", () => {
    const at = (month: string) => ({
      name: month,
      start: `2027-${month}-01T00:00:00Z`,
      end: `2027-${month}-03T00:00:00Z`,
    });
    const three = [at("01"), at("03"), { ...at("05"), scope: "no-upgrades" as const }];
    const lesser = ["07", "08"].map((month) => ({ ...at(month), scope: "no-minor-upgrades" as const }));

    expect(problems({ maintenance: { exclusions: [...three, ...lesser] } })).toEqual([]);
    expect(problems({ maintenance: { exclusions: [...three, at("09")] } })).toEqual([
      "cluster.maintenance.exclusions: must hold at most 3 with the scope no-upgrades, which is the default, got " +
        "4; remove some, or use the scope no-minor-or-node-upgrades; GKE accepts 20 of all scopes together " +
        "[OutOfRange]",
    ]);
  });

  const authorized: readonly (readonly [AuthorizedNetworkProps, string])[] = [
    [
      { cidr: "0.0.0.0/0", name: "all" },
      'must not let the whole internet reach the control plane, got "0.0.0.0/0"; list your networks, or leave ' +
        "authorizedNetworks out and use the DNS endpoint [OpenToWorld]",
    ],
    [
      { cidr: "::/0" },
      'must be a range of IPv4 addresses, got "::/0"; write it as 203.0.113.0/24 [InvalidValue]',
    ],
    [
      { cidr: "203.0.113.7/24" },
      'must begin with the first address of the range, got "203.0.113.7/24"; use 203.0.113.0/24 [InvalidValue]',
    ],
  ];

  test.each(authorized)("refuses to authorize %j", (network, message) => {
    const authorizedNetworks = [{ cidr: "198.51.100.0/24" }, network];

    expect(checkGkeCluster({ ...resolve({}), authorizedNetworks }).map(formatProblem)).toEqual([
      `cluster.authorizedNetworks[1].cidr: ${message}`,
    ]);
  });
});
