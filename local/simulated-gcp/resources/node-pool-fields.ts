import { z } from "zod";
import { nodeConfig } from "./node-config";
import { containerName, deletionPolicy } from "./patterns";

const nodeCount = z.number().int().nonnegative().optional();

const autoscaling = z
  .strictObject({
    minNodeCount: nodeCount,
    maxNodeCount: nodeCount,
    totalMinNodeCount: nodeCount,
    totalMaxNodeCount: nodeCount,
    locationPolicy: z.enum(["BALANCED", "ANY"]).optional(),
  })
  .refine(({ maxNodeCount = 0, totalMaxNodeCount = 0 }) => maxNodeCount > 0 !== totalMaxNodeCount > 0, {
    error: "must have one of maxNodeCount and totalMaxNodeCount above 0",
  })
  .refine(({ minNodeCount = 0, maxNodeCount = Infinity }) => minNodeCount <= maxNodeCount, {
    error: "must not be above maxNodeCount",
    path: ["minNodeCount"],
  })
  .refine(
    ({ totalMinNodeCount = 0, totalMaxNodeCount = Infinity }) => totalMinNodeCount <= totalMaxNodeCount,
    {
      error: "must not be above totalMaxNodeCount",
      path: ["totalMinNodeCount"],
    },
  );

const upgradeSettings = z
  .strictObject({
    strategy: z.enum(["SURGE", "BLUE_GREEN", "SHORT_LIVED"]).optional(),
    maxSurge: nodeCount,
    maxUnavailable: nodeCount,
  })
  .refine(
    ({ strategy = "SURGE", maxSurge = 1, maxUnavailable = 0 }) =>
      strategy !== "SURGE" || maxSurge + maxUnavailable > 0,
    {
      error: "maxSurge and maxUnavailable must not both be 0",
    },
  )
  .refine(({ maxSurge = 1, maxUnavailable = 0 }) => maxSurge + maxUnavailable <= 20, {
    error: "maxSurge and maxUnavailable must not be above 20 together",
  });

/** Fields of a node pool. */
export const nodePoolKind = {
  type: "gcp:container/nodePool:NodePool",
  schema: z.strictObject({
    name: containerName,
    cluster: z.string().min(1),
    location: z.string().optional(),
    project: z.string().optional(),
    nodeLocations: z.array(z.string()).optional(),
    initialNodeCount: nodeCount,
    nodeCount,
    autoscaling: autoscaling.optional(),
    management: z
      .strictObject({ autoRepair: z.boolean().optional(), autoUpgrade: z.boolean().optional() })
      .optional(),
    maxPodsPerNode: z.number().int().min(8).max(256).optional(),
    nodeConfig: nodeConfig.optional(),
    networkConfig: z
      .strictObject({ enablePrivateNodes: z.boolean().optional(), podRange: z.string().optional() })
      .optional(),
    placementPolicy: z
      .strictObject({ type: z.enum(["COMPACT"]), tpuTopology: z.string().optional() })
      .optional(),
    queuedProvisioning: z.strictObject({ enabled: z.boolean() }).optional(),
    upgradeSettings: upgradeSettings.optional(),
    version: z.string().optional(),
    deletionPolicy,
  }),
};

export type NodePoolFields = z.infer<typeof nodePoolKind.schema>;
