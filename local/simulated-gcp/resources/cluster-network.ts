import { regionOfZone } from "../region-of-zone";
import { ApiError, notFound } from "../api-error";
import { existing, lastSegment, locationOf, projectOf, type World } from "../world";
import type { ClusterFields } from "./cluster-fields";
import { checkNetwork } from "./network-users";
import { subnetworkKind } from "./subnetwork-fields";

/** @throws ApiError when the network, the subnetwork or its ranges are not there for a cluster. */
export function checkClusterNetwork(fields: ClusterFields, id: string, world: World): void {
  const project = projectOf(fields, world.place);
  const network = fields.network ?? "default";
  checkNetwork(network, project, world);
  const location = locationOf(fields, world.place);
  const region = regionOfZone(location);
  const subnetId = `projects/${project}/regions/${region}/subnetworks/${lastSegment(fields.subnetwork ?? network)}`;
  const subnet = existing(world, subnetworkKind).find((one) => one.id === subnetId);
  if (subnet === undefined) throw notFound(subnetId);
  if (lastSegment(subnet.fields.network) !== lastSegment(network))
    throw new ApiError(400, `Subnetwork "${subnetId}" is not in network "${network}"., badRequest`);
  if ((subnet.fields.purpose ?? "PRIVATE") !== "PRIVATE")
    throw new ApiError(400, `Subnetwork "${subnetId}" is for proxies only: ${id} cannot use it., badRequest`);
  const ranges = new Set(subnet.fields.secondaryIpRanges?.map(({ rangeName }) => rangeName));
  const { clusterSecondaryRangeName, servicesSecondaryRangeName } = fields.ipAllocationPolicy ?? {};
  for (const [use, name] of [
    ["Pod", clusterSecondaryRangeName],
    ["Services", servicesSecondaryRangeName],
  ] as const) {
    if (name === undefined || ranges.has(name)) continue;
    throw new ApiError(
      400,
      `${use} secondary range "${name}" does not exist in network "${lastSegment(network)}", subnetwork "${lastSegment(subnetId)}"., badRequest`,
    );
  }
}
