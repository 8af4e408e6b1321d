/** The parts of pools and of agentgateway's own kinds that the checks read. */
import { z } from "zod";
import { metadata } from "../../proof/views";

export const poolView = z.object({
  kind: z.literal("InferencePool"),
  metadata,
  // The default is the CRD's.
  spec: z.object({ endpointPickerRef: z.object({ failureMode: z.string().default("FailClose") }) }),
});

export const parametersView = z.object({ kind: z.literal("AgentgatewayParameters"), metadata });

const transformation = z.object({
  request: z
    .object({
      set: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
      remove: z.array(z.string()).default([]),
    })
    .default({ set: [], remove: [] }),
  response: z.unknown().optional(),
});

export const policyView = z.object({
  kind: z.literal("AgentgatewayPolicy"),
  metadata,
  spec: z.object({
    targetRefs: z
      .array(z.object({ kind: z.string(), name: z.string(), sectionName: z.string().optional() }))
      .default([]),
    traffic: z
      .object({
        // The default is the CRD's.
        phase: z.string().default("PostRouting"),
        transformation: transformation.optional(),
      })
      .optional(),
  }),
});

export type PolicyView = z.infer<typeof policyView>;
