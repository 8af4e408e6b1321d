import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import { formatPath } from "../../problems/schema-problems";
import { versions } from "../../versions";
import { clusterName } from "./cluster";
import type { GkeClusterSpec } from "./cluster";
import { checkGkeVersion } from "./gke-version";
import { checkMaintenance } from "./check-maintenance";
import { parseIpRange } from "../network/ip-range";

/** Problems of a new cluster. */
export function checkGkeCluster(spec: GkeClusterSpec): readonly Problem[] {
  return [
    ...checkName(spec),
    ...checkVersion(spec),
    ...checkMaintenance(spec.maintenance),
    ...spec.authorizedNetworks.flatMap(({ cidr }, index) =>
      checkAuthorized(formatPath(["cluster", "authorizedNetworks", index, "cidr"]), cidr),
    ),
  ];
}

/** The name may be derived from the stack's, which no schema has checked. */
function checkName({ name }: GkeClusterSpec): readonly Problem[] {
  if (clusterName.safeParse(name).success) return [];
  return [
    {
      code: "InvalidValue",
      path: "cluster.name",
      rule: "must be at most 40 lower-case letters, digits and '-', starting with a letter",
      got: quote(name),
      fix: "set it: the default is derived from the stack's name",
    },
  ];
}

function checkVersion({ version }: GkeClusterSpec): readonly Problem[] {
  if (version === undefined) return [];
  return checkGkeVersion(version, {
    path: "cluster.version",
    minimum: versions.gkeMinimum,
    fix: "leave it out to use the channel's default, or set a newer one",
  });
}

function checkAuthorized(path: string, cidr: string): readonly Problem[] {
  const range = parseIpRange(cidr);
  const got = quote(cidr);
  if (range === undefined)
    return [
      {
        code: "InvalidValue",
        path,
        rule: "must be a range of IPv4 addresses",
        got,
        fix: "write it as 203.0.113.0/24",
      },
    ];
  if (range.subnetMask === 0)
    return [
      {
        code: "OpenToWorld",
        path,
        rule: "must not let the whole internet reach the control plane",
        got,
        fix: "list your networks, or leave authorizedNetworks out and use the DNS endpoint",
      },
    ];
  const whole = range.networkForm();
  if (whole === cidr) return [];
  const rule = "must begin with the first address of the range";
  return [{ code: "InvalidValue", path, rule, got, fix: `use ${whole}` }];
}
