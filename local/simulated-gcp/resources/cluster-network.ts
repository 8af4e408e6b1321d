import { GoogleApiError, notFound } from "../google-api-error";
import { regionOfZone } from "../region-of-zone";
import { existing, lastSegment, locationOf, projectOf } from "../cloud-state";
import type { Existing, CloudState } from "../cloud-state";
import type { ClusterFields } from "./cluster-fields";
import { checkNetwork, networkId, projectOfReference } from "./network-users";
import { subnetworkKind } from "./subnetwork-fields";
import type { SubnetworkFields } from "./subnetwork-fields";

/** Id of the subnetwork that a cluster requests, possibly in the host project of a shared VPC. */
function subnetworkIdOf(fields: ClusterFields, cloudState: CloudState): string {
  const { network = "default", subnetwork = network } = fields;
  const project = projectOfReference(subnetwork, projectOf(fields, cloudState.place));
  const region = regionOfZone(locationOf(fields, cloudState.place));
  return `projects/${project}/regions/${region}/subnetworks/${lastSegment(subnetwork)}`;
}

/** The subnetwork of a cluster's nodes, or undefined if it does not exist. */
export function subnetworkOf(
  fields: ClusterFields,
  cloudState: CloudState,
): Existing<SubnetworkFields> | undefined {
  const id = subnetworkIdOf(fields, cloudState);
  return existing(cloudState, subnetworkKind).find((one) => one.id === id);
}

/** @throws GoogleApiError when a cluster's network, subnetwork or ranges do not exist. */
export function checkClusterNetwork(fields: ClusterFields, id: string, cloudState: CloudState): void {
  const project = projectOf(fields, cloudState.place);
  const network = fields.network ?? "default";
  checkNetwork(network, project, cloudState);
  const subnetId = subnetworkIdOf(fields, cloudState);
  const subnet = subnetworkOf(fields, cloudState);
  if (subnet === undefined) throw notFound(subnetId);
  if (networkId(subnet.fields.network, projectOfReference(subnetId, project)) !== networkId(network, project))
    throw new GoogleApiError(400, `Subnetwork "${subnetId}" is not in network "${network}"., badRequest`);
  if ((subnet.fields.purpose ?? "PRIVATE") !== "PRIVATE")
    throw new GoogleApiError(
      400,
      `Subnetwork "${subnetId}" is for proxies only: ${id} cannot use it., badRequest`,
    );
  const ranges = new Set(subnet.fields.secondaryIpRanges?.map(({ rangeName }) => rangeName));
  const { clusterSecondaryRangeName, servicesSecondaryRangeName } = fields.ipAllocationPolicy ?? {};
  for (const [use, name] of [
    ["Pod", clusterSecondaryRangeName],
    ["Services", servicesSecondaryRangeName],
  ] as const) {
    if (name === undefined || ranges.has(name)) continue;
    throw new GoogleApiError(
      400,
      `${use} secondary range "${name}" does not exist in network "${lastSegment(network)}", subnetwork "${lastSegment(subnetId)}"., badRequest`,
    );
  }
}
