import { existing, isZone, lastSegment, locationOf, projectOf } from "../cloud-state";
import type { Place, CloudState } from "../cloud-state";
import { clusterKind } from "./cluster-fields";
import type { NodePoolFields } from "./node-pool-fields";

/** Id of the cluster that a pool belongs to: its `cluster` is a name or an id. */
export function clusterIdOf(fields: NodePoolFields, place: Place): string {
  if (fields.cluster.startsWith("projects/")) return fields.cluster;
  const parent = `projects/${projectOf(fields, place)}/locations/${locationOf(fields, place)}`;
  return `${parent}/clusters/${lastSegment(fields.cluster)}`;
}

/** Zones in which a pool has nodes: its own, or those of its cluster. */
export function poolZones(
  fields: Pick<NodePoolFields, "nodeLocations">,
  clusterId: string,
  cloudState: CloudState,
): readonly string[] {
  const cluster = existing(cloudState, clusterKind).find(({ id }) => id === clusterId);
  const location = clusterId.split("/")[3] ?? "";
  const declared = fields.nodeLocations ?? cluster?.fields.nodeLocations;
  if (declared !== undefined) return declared;
  // GKE picks three zones of the region; which ones is not documented.
  return isZone(location) ? [location] : ["a", "b", "c"].map((letter) => `${location}-${letter}`);
}
