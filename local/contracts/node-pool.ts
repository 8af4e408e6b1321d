import { z } from "zod";
import type { NodeShape } from "./node-shape";

/** A node pool: the nodes that the agent may run, as a pool of GKE with cluster autoscaling. */
export interface NodePool {
  /** Name of the pool, which its nodes are named after. */
  readonly name: string;
  /** Shape of each node of the pool. */
  readonly shape: NodeShape;
  /** Minimum number of nodes, which are kept even when empty. */
  readonly minNodes: number;
  /** Maximum number of nodes, however many pods wait. */
  readonly maxNodes: number;
}

const nodeShape: z.ZodType<NodeShape> = z.strictObject({
  name: z.string().min(1),
  machineType: z.string().min(1),
  cpu: z.number().positive(),
  memoryGiB: z.number().positive(),
  diskSizeGb: z.number().positive().optional(),
  labels: z.record(z.string(), z.string()),
  taints: z.array(z.strictObject({ key: z.string(), value: z.string(), effect: z.literal("NoSchedule") })),
  extendedResources: z.record(z.string(), z.number().int().nonnegative()),
});

const nodePool: z.ZodType<NodePool> = z
  .strictObject({
    name: z.string().regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, { error: "must be a lower-case name" }),
    shape: nodeShape,
    minNodes: z.number().int().nonnegative(),
    maxNodes: z.number().int().nonnegative(),
  })
  .refine(({ minNodes, maxNodes }) => minNodes <= maxNodes, {
    error: "must not have more than maxNodes",
    path: ["minNodes"],
  });

/** The pools of a cluster, as `node-pools.json` and the settings list them. */
export const nodePoolsSchema: z.ZodType<readonly NodePool[]> = z
  .array(nodePool)
  .refine((pools) => new Set(pools.map(({ name }) => name)).size === pools.length, {
    error: "must have unique names",
  });
