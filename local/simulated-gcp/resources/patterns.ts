import { z } from "zod";

/** Name of a Compute Engine resource. */
export const computeName = z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, {
  error: "must match ^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
});

/** Name of a cluster or a node pool. */
export const containerName = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: "must match ^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$",
});

/** What the provider does instead of deleting. */
export const deletionPolicy = z.enum(["DELETE", "PREVENT", "ABANDON"]).optional();

/** A block with one switch. */
export const enabledBlock = z.strictObject({ enabled: z.boolean() });
