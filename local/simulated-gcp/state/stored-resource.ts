import { z } from "zod";

/** One resource that exists in the simulated project. */
export const storedResource = z.strictObject({
  /** Pulumi's name of the type. */
  type: z.string(),
  /** Id in Google Cloud, unique among the resources of the type. */
  id: z.string(),
  /** Its inputs: all else is derived from them. */
  inputs: z.record(z.string(), z.unknown()),
  /** Values that Google Cloud decided on creation, and keeps. */
  decided: z.record(z.string(), z.unknown()),
  createdAtMs: z.number(),
  /** When it is ready. Its creation continues without its caller, as in Google Cloud. */
  readyAtMs: z.number(),
  /** When it is gone, once its deletion has begun. The deletion continues in the same way. */
  goneAtMs: z.number().optional(),
});

export type StoredResource = z.infer<typeof storedResource>;

/** Name of a resource: the last part of its id. */
export function resourceName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
