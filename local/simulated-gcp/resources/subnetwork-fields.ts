import { z } from "zod";
import { cidrRange } from "../cidr";
import { computeName, deletionPolicy } from "./patterns";

/** Fields of a subnetwork. */
export const subnetworkKind = {
  type: "gcp:compute/subnetwork:Subnetwork",
  schema: z
    .strictObject({
      name: computeName,
      network: z.string().min(1),
      ipCidrRange: cidrRange,
      region: z.string().optional(),
      project: z.string().optional(),
      description: z.string().optional(),
      purpose: z
        .enum(["PRIVATE", "REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY", "PRIVATE_SERVICE_CONNECT"])
        .optional(),
      role: z.enum(["ACTIVE", "BACKUP"]).optional(),
      privateIpGoogleAccess: z.boolean().optional(),
      stackType: z.enum(["IPV4_ONLY", "IPV4_IPV6", "IPV6_ONLY"]).optional(),
      secondaryIpRanges: z
        .array(z.strictObject({ rangeName: computeName, ipCidrRange: cidrRange }))
        .optional(),
      logConfig: z
        .strictObject({
          aggregationInterval: z.string().optional(),
          flowSampling: z.number().min(0).max(1).optional(),
          metadata: z.string().optional(),
        })
        .optional(),
      deletionPolicy,
    })
    .refine(({ purpose, role }) => role === undefined || (purpose?.endsWith("_MANAGED_PROXY") ?? false), {
      error: "must only be set in a proxy-only subnetwork",
      path: ["role"],
    }),
};

export type SubnetworkFields = z.infer<typeof subnetworkKind.schema>;
