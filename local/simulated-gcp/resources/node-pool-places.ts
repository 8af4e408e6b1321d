import { existing, isZone, lastSegment, locationOf, projectOf } from "../world";
import type { Place, World } from "../world";
import { clusterKind } from "./cluster-fields";
import type { NodePoolFields } from "./node-pool-fields";

/** Id of the cluster that a pool belongs to: its `cluster` is a name or an id. */
export function clusterIdOf(fields: NodePoolFields, place: Place): string {
  if (fields.cluster.startsWith("projects/")) return fields.cluster;
  const parent = `projects/${projectOf(fields, place)}/locations/${locationOf(fields, place)}`;
  return `${parent}/clusters/${lastSegment(fields.cluster)}`;
}

/** Zones in which a pool has nodes: its own, or those of its cluster. */
export function zonesOf(
  fields: Pick<NodePoolFields, "nodeLocations">,
  clusterId: string,
  world: World,
): readonly string[] {
  const cluster = existing(world, clusterKind).find(({ id }) => id === clusterId);
  const location = clusterId.split("/")[3] ?? "";
  const declared = fields.nodeLocations ?? cluster?.fields.nodeLocations;
  if (declared !== undefined) return declared;
  // GKE picks three zones of the region; which ones is not documented.
  return isZone(location) ? [location] : ["a", "b", "c"].map((letter) => `${location}-${letter}`);
}
