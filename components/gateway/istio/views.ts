/** The parts of Istio's own kinds that the checks read. */
import { z } from "zod";
import { metadata } from "../../proof/views";

export const destinationRuleView = z.object({
  kind: z.literal("DestinationRule"),
  metadata,
  spec: z.object({
    host: z.string(),
    trafficPolicy: z
      .object({
        tls: z
          .object({ mode: z.string(), insecureSkipVerify: z.boolean().default(false) })
          .default({ mode: "none", insecureSkipVerify: false }),
      })
      .default({ tls: { mode: "none", insecureSkipVerify: false } }),
  }),
});

export const envoyFilterView = z.object({
  kind: z.literal("EnvoyFilter"),
  metadata,
  spec: z.object({
    targetRefs: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
  }),
});

export type DestinationRuleView = z.infer<typeof destinationRuleView>;
