import { z } from "zod";
import { clusterFeatures } from "./cluster-features";
import { nodeConfig } from "./node-config";
import { containerName, deletionPolicy } from "./patterns";

/** Fields of a GKE cluster. */
export const clusterKind = {
  type: "gcp:container/cluster:Cluster",
  schema: z
    .strictObject({
      name: containerName,
      location: z.string().optional(),
      project: z.string().optional(),
      description: z.string().optional(),
      network: z.string().optional(),
      subnetwork: z.string().optional(),
      nodeLocations: z.array(z.string()).optional(),
      removeDefaultNodePool: z.boolean().optional(),
      initialNodeCount: z.number().int().min(0).optional(),
      minMasterVersion: z
        .string()
        .regex(/^(latest|-|\d+\.\d+(\.\d+)?(-gke\.\d+)?)$/, {
          error: "must be a version such as 1.34 or 1.34.1-gke.1000",
        })
        .optional(),
      deletionProtection: z.boolean().optional(),
      nodeConfig: nodeConfig.optional(),
      resourceLabels: z.record(z.string(), z.string()).optional(),
      deletionPolicy,
      ...clusterFeatures,
    })
    .refine(({ initialNodeCount }) => initialNodeCount !== undefined && initialNodeCount > 0, {
      error: "must be at least 1, also where the default pool is removed",
      path: ["initialNodeCount"],
    }),
};

export type ClusterFields = z.infer<typeof clusterKind.schema>;
