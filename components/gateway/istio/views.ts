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

/** Mutations of headers by a patch; none in a patch of another kind. */
const earlyMutations = z
  .object({
    typed_config: z.object({
      early_header_mutation_extensions: z.array(
        z.object({
          typed_config: z.object({ mutations: z.array(z.object({ remove: z.string().optional() })) }),
        }),
      ),
    }),
  })
  .catch({ typed_config: { early_header_mutation_extensions: [] } });

export const envoyFilterView = z.object({
  kind: z.literal("EnvoyFilter"),
  metadata,
  spec: z.object({
    targetRefs: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
    configPatches: z.array(z.object({ patch: z.object({ value: earlyMutations }) })).default([]),
  }),
});

export type DestinationRuleView = z.infer<typeof destinationRuleView>;
export type EnvoyFilterView = z.infer<typeof envoyFilterView>;
