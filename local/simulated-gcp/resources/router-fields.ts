import { z } from "zod";
import { computeName, deletionPolicy } from "./patterns";

/** Fields of a router. */
export const routerKind = {
  type: "gcp:compute/router:Router",
  schema: z.strictObject({
    name: computeName,
    network: z.string().min(1),
    region: z.string().optional(),
    project: z.string().optional(),
    description: z.string().optional(),
    deletionPolicy,
  }),
};
