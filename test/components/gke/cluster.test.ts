import { checkGkeCluster } from "../../../components/gke/check-cluster";
import { resolveGkeCluster } from "../../../components/gke/cluster";
import type { AuthorizedNetworkProps, GkeClusterProps } from "../../../components/gke/cluster";
import { formatProblem } from "../../../components/problems";

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
      version: "1.34",
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
      deletionProtection: false,
      authorizedNetworks: [{ cidr: "203.0.113.0/24", name: "office" }],
    };

    expect(resolveGkeCluster(props, { ...context, gpuMetrics: true })).toEqual({
      ...props,
      location: "europe-west4",
      nodeZone: "europe-west4-a",
      version: "1.34",
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
        `got "${name}"; set it: the default is made of the stack's name [InvalidValue]`;

      expect(problems({ name })).toEqual([message]);
      expect(
        checkGkeCluster(resolveGkeCluster({}, { ...context, defaultName: name })).map(formatProblem),
      ).toEqual([message]);
    },
  );

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
    expect(problems({ authorizedNetworks: [{ cidr: "198.51.100.0/24" }, network] })).toEqual([
      `cluster.authorizedNetworks[1].cidr: ${message}`,
    ]);
  });
});
