import type { NodePoolFields } from "./node-pool-fields";

/** Minimum and maximum number of nodes of a pool, over all of its zones. */
export interface NodeBounds {
  readonly minNodes: number;
  readonly maxNodes: number;
}

/** The bounds of a pool. Counts are per zone, except those whose names begin with `total`. */
export function nodeBounds(fields: NodePoolFields, zones: number): NodeBounds {
  const { autoscaling, initialNodeCount = 0, nodeCount } = fields;
  if (autoscaling === undefined) {
    const nodes = (nodeCount ?? initialNodeCount) * zones;
    return { minNodes: nodes, maxNodes: nodes };
  }
  const { minNodeCount = 0, maxNodeCount = 0, totalMinNodeCount = 0, totalMaxNodeCount = 0 } = autoscaling;
  if (totalMaxNodeCount > 0) return { minNodes: totalMinNodeCount, maxNodes: totalMaxNodeCount };
  return { minNodes: minNodeCount * zones, maxNodes: maxNodeCount * zones };
}
