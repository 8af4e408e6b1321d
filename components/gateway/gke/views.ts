/** The parts of GKE's own kinds that the checks read. */
import { z } from "zod";
import { metadata } from "../../proof/views";

const targetRef = z.object({ kind: z.string(), name: z.string() });

export const healthCheckPolicyView = z.object({
  kind: z.literal("HealthCheckPolicy"),
  metadata,
  spec: z.object({
    targetRef,
    default: z.object({
      checkIntervalSec: z.number(),
      timeoutSec: z.number(),
      config: z.object({
        httpHealthCheck: z.object({
          requestPath: z.string().default("/"),
          port: z.number().int().optional(),
          portSpecification: z.string().optional(),
        }),
      }),
    }),
  }),
});

export const gcpBackendPolicyView = z.object({
  kind: z.literal("GCPBackendPolicy"),
  metadata,
  spec: z.object({ targetRef, default: z.object({ timeoutSec: z.number() }) }),
});

export type HealthCheckPolicyView = z.infer<typeof healthCheckPolicyView>;
