import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import type { ExistingNetworkSpec, NetworkProps } from "./network";
import { projectOfPath, regionOfSubnetwork } from "./network-path";
import { checkUnusedKeys } from "../check-unused-keys";

/**
 * Whether an existing network is suitable for the cluster.
 * @param region of the cluster.
 */
export function checkExistingNetwork(
  spec: ExistingNetworkSpec,
  { existing: _, ...ranges }: NetworkProps,
  region: string,
): readonly Problem[] {
  return [
    ...checkUnusedKeys("network", ranges, "network.existing"),
    ...checkRegion(spec, region),
    ...checkProjects(spec),
  ];
}

function checkRegion({ subnetwork }: ExistingNetworkSpec, region: string): readonly Problem[] {
  const found = regionOfSubnetwork(subnetwork);
  if (found === undefined || found === region) return [];
  return [
    {
      code: "InvalidValue",
      path: "network.existing.subnetwork",
      rule: `must be in the region of the stack's zone, ${region}`,
      got: quote(subnetwork),
      fix: `use the network's subnet in ${region}, or a zone of ${found}`,
    },
  ];
}

/** A name is one of the stack's project, which may be what the other's path says. */
function checkProjects({ network, subnetwork }: ExistingNetworkSpec): readonly Problem[] {
  const [owner, other] = [projectOfPath(network), projectOfPath(subnetwork)];
  if (owner === undefined || other === undefined || owner === other) return [];
  return [
    {
      code: "InvalidValue",
      path: "network.existing.subnetwork",
      rule: `must be in the project of the network, ${owner}`,
      got: quote(subnetwork),
      fix: "use a subnet of that network",
    },
  ];
}
