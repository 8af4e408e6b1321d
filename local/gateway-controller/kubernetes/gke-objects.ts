import { z } from "zod";
import { metadataSchema } from "./metadata";

/** Schemas of the kinds of GKE's own gateway controller: the fields that the controller reads, with GKE's defaults. */

const targetRefSchema = z.object({
  group: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
});

const extensionSchema = z.object({
  name: z.string(),
  authority: z.string().default(""),
  backendRef: z.object({ name: z.string(), port: z.number() }).optional(),
  timeout: z.string().default("1s"),
  failOpen: z.boolean().default(false),
  supportedEvents: z.array(z.string()).default(["RequestHeaders"]),
  requestBodySendMode: z.enum(["Streamed", "FullDuplexStreamed"]).default("Streamed"),
});

export const routingExtensionSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    targetRefs: z.array(targetRefSchema),
    extensionChains: z.array(
      z.object({
        name: z.string(),
        matchCondition: z.unknown().optional(),
        extensions: z.array(extensionSchema),
      }),
    ),
  }),
  status: z.unknown().optional(),
});

const portSchema = { portSpecification: z.string().optional(), port: z.number().optional() };
const httpCheckSchema = z.object({
  ...portSchema,
  requestPath: z.string().default("/"),
  host: z.string().optional(),
});

const healthCheckSchema = z.object({
  checkIntervalSec: z.number().default(5),
  timeoutSec: z.number().default(5),
  healthyThreshold: z.number().default(2),
  unhealthyThreshold: z.number().default(2),
  config: z
    .object({
      type: z.enum(["TCP", "HTTP", "HTTPS", "HTTP2", "GRPC"]).default("HTTP"),
      tcpHealthCheck: z.object(portSchema).optional(),
      httpHealthCheck: httpCheckSchema.optional(),
      httpsHealthCheck: httpCheckSchema.optional(),
      http2HealthCheck: httpCheckSchema.optional(),
      grpcHealthCheck: z.object({ ...portSchema, grpcServiceName: z.string().default("") }).optional(),
    })
    .default({ type: "HTTP" }),
});

/** GKE's health check without a policy: HTTP on the serving port, path `/`. */
export const defaultHealthCheck: HealthCheck = healthCheckSchema.parse({});

export const healthCheckPolicySchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ targetRef: targetRefSchema, default: healthCheckSchema.default(defaultHealthCheck) }),
  status: z.unknown().optional(),
});

/** GKE's backend timeout without a policy. */
export const defaultTimeoutSec = 30;

export const backendPolicySchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    targetRef: targetRefSchema,
    default: z
      .object({ timeoutSec: z.number().default(defaultTimeoutSec) })
      .default({ timeoutSec: defaultTimeoutSec }),
  }),
  status: z.unknown().optional(),
});

export type TargetRef = Readonly<z.infer<typeof targetRefSchema>>;
export type RoutingExtension = Readonly<z.infer<typeof routingExtensionSchema>>;
export type HealthCheck = Readonly<z.infer<typeof healthCheckSchema>>;
export type HttpHealthCheck = Readonly<z.infer<typeof httpCheckSchema>>;
export type HealthCheckPolicy = Readonly<z.infer<typeof healthCheckPolicySchema>>;
export type BackendPolicy = Readonly<z.infer<typeof backendPolicySchema>>;
