import { z } from "zod";

/** One resource that exists in the simulated project. */
export const storedResource = z.strictObject({
  /** Pulumi's name of the type. */
  type: z.string(),
  /** Id in Google Cloud, which no other resource of the type has. */
  id: z.string(),
  /** What its creator asked for: all else follows from it. */
  inputs: z.record(z.string(), z.unknown()),
  /** What Google Cloud decided as it was created, and keeps. */
  decided: z.record(z.string(), z.unknown()),
  createdAtMs: z.number(),
  /** When it can be used. Its creation goes on without whoever asked for it, as in Google Cloud. */
  readyAtMs: z.number(),
  /** When it is gone, once its deletion has begun. That goes on in the same way. */
  goneAtMs: z.number().optional(),
});

export type StoredResource = z.infer<typeof storedResource>;

/** What a person calls a resource: the last part of its id. */
export function resourceName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
