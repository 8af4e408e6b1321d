import { z } from "zod";
import { metadataSchema } from "./metadata";

/** Schemas of the Gateway API and InferencePool kinds: the fields that the controller reads, with the API's defaults. */

const gatewayGroup = "gateway.networking.k8s.io";

export const gatewayClassSchema = z.object({ metadata: metadataSchema, status: z.unknown().optional() });

const labelSelectorSchema = z.object({
  matchLabels: z.record(z.string(), z.string()).default({}),
  matchExpressions: z.array(z.unknown()).default([]),
});

const listenerSchema = z.object({
  name: z.string(),
  port: z.number(),
  protocol: z.string(),
  allowedRoutes: z
    .object({
      namespaces: z
        .object({ from: z.string().default("Same"), selector: labelSelectorSchema.optional() })
        .default({ from: "Same" }),
    })
    .default({ namespaces: { from: "Same" } }),
});

export const gatewaySchema = z.object({
  metadata: metadataSchema,
  spec: z.object({ gatewayClassName: z.string(), listeners: z.array(listenerSchema) }),
  status: z.unknown().optional(),
});

const parentRefSchema = z.object({
  group: z.string().default(gatewayGroup),
  kind: z.string().default("Gateway"),
  namespace: z.string().optional(),
  name: z.string(),
  sectionName: z.string().optional(),
  port: z.number().optional(),
});

const valueMatchSchema = z.object({ type: z.string().default("Exact"), name: z.string(), value: z.string() });

const matchSchema = z.object({
  path: z
    .object({ type: z.string().default("PathPrefix"), value: z.string().default("/") })
    .default({ type: "PathPrefix", value: "/" }),
  headers: z.array(valueMatchSchema).default([]),
  queryParams: z.array(valueMatchSchema).default([]),
  method: z.string().optional(),
});

const backendRefSchema = z.object({
  group: z.string().default(""),
  kind: z.string().default("Service"),
  namespace: z.string().optional(),
  name: z.string(),
  port: z.number().optional(),
  weight: z.number().default(1),
  filters: z.array(z.object({ type: z.string() })).default([]),
});

const ruleSchema = z.object({
  matches: z.array(matchSchema).default([]),
  filters: z.array(z.object({ type: z.string() })).default([]),
  backendRefs: z.array(backendRefSchema).default([]),
  timeouts: z.unknown().optional(),
});

export const httpRouteSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    parentRefs: z.array(parentRefSchema).default([]),
    hostnames: z.array(z.string()).default([]),
    rules: z.array(ruleSchema).default([]),
  }),
  status: z.unknown().optional(),
});

export const inferencePoolSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
    targetPorts: z.array(z.object({ number: z.number() })),
    appProtocol: z.string().default("http"),
    endpointPickerRef: z.object({
      kind: z.string().default("Service"),
      name: z.string(),
      port: z.object({ number: z.number() }).optional(),
      failureMode: z.enum(["FailOpen", "FailClose"]).default("FailClose"),
    }),
  }),
  status: z.unknown().optional(),
});

export type GatewayClass = Readonly<z.infer<typeof gatewayClassSchema>>;
export type Gateway = Readonly<z.infer<typeof gatewaySchema>>;
export type GatewayListener = Readonly<z.infer<typeof listenerSchema>>;
export type ParentRef = Readonly<z.infer<typeof parentRefSchema>>;
export type BackendRef = Readonly<z.infer<typeof backendRefSchema>>;
export type HttpRouteMatch = Readonly<z.infer<typeof matchSchema>>;
export type HttpRouteRule = Readonly<z.infer<typeof ruleSchema>>;
export type HttpRoute = Readonly<z.infer<typeof httpRouteSchema>>;
export type InferencePool = Readonly<z.infer<typeof inferencePoolSchema>>;

/** Whether a Gateway has one of GKE's classes. */
export function isOfGke({ spec }: Gateway): boolean {
  return spec.gatewayClassName.startsWith("gke-l7-");
}
