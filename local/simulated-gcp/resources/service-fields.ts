import { z } from "zod";
import { deletionPolicy } from "./patterns";

/** Fields of an API that is enabled in a project. */
export const serviceKind = {
  type: "gcp:projects/service:Service",
  schema: z.strictObject({
    service: z
      .string()
      .regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, { error: "must be an API such as x.googleapis.com" }),
    project: z.string().optional(),
    disableOnDestroy: z.boolean().optional(),
    disableDependentServices: z.boolean().optional(),
    checkIfServiceHasUsageOnDestroy: z.boolean().optional(),
    deletionPolicy,
  }),
};
