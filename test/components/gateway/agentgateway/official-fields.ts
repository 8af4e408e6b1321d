/**
 * What an API server with agentgateway's definitions takes, for the fields that Switchyard sets, as strict schemas: a field that
 * the definitions do not have, or a value beyond their limits, fails. Read from agentgateway's repository at the version of the
 * lock, controller/install/helm/agentgateway-crds/templates, CEL rules included.
 */
import { z } from "zod";

const quantity = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[0-9]+(\.[0-9]+)?(m|[kMGTPE]i?)?$/);
const headerName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^:?[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/);
const expression = z.string().min(1).max(16_384);

const metadata = z.strictObject({
  name: z.string(),
  namespace: z.string(),
  labels: z.record(z.string(), z.string()),
});

const target = z
  .strictObject({
    group: z.string(),
    kind: z.enum(["Gateway", "HTTPRoute", "GRPCRoute", "ListenerSet", "InferencePool"]),
    name: z.string().min(1).max(253),
    sectionName: z.string().min(1).max(253).optional(),
  })
  .refine(
    ({ group, kind }) =>
      group === (kind === "InferencePool" ? "inference.networking.k8s.io" : "gateway.networking.k8s.io"),
    "a kind has one group",
  );

const change = z
  .strictObject({
    set: z
      .array(z.strictObject({ name: headerName, value: expression }))
      .min(1)
      .max(16)
      .optional(),
    remove: z.array(headerName).min(1).max(16).optional(),
    body: expression.optional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, "one of its fields is needed");

const traffic = z
  .strictObject({
    phase: z.enum(["PreRouting", "PostRouting"]).optional(),
    transformation: z
      .strictObject({ request: change.optional(), response: change.optional() })
      .refine((fields) => Object.keys(fields).length > 0, "one of its fields is needed")
      .optional(),
    directResponse: z
      .strictObject({
        status: z.number().int().min(200).max(599),
        body: z.string().min(1).max(4096).optional(),
      })
      .optional(),
  })
  .refine(
    ({ phase, directResponse }) => phase !== "PreRouting" || directResponse === undefined,
    "before routing there are only authentication, external processing and transformation",
  );

const policySpec = z
  .strictObject({
    targetRefs: z.array(target).min(1).max(16),
    traffic: traffic.optional(),
    frontend: z.strictObject({ http: z.strictObject({ maxBufferSize: quantity }) }).optional(),
  })
  .refine((spec) => spec.traffic ?? spec.frontend, "one of traffic, frontend and backend is needed")
  .refine(
    ({ targetRefs, traffic: of }) =>
      of?.phase !== "PreRouting" || targetRefs.every(({ kind }) => ["Gateway", "ListenerSet"].includes(kind)),
    "before routing there is only the Gateway",
  )
  .refine(
    ({ targetRefs, frontend }) =>
      frontend === undefined ||
      targetRefs.every(({ kind, sectionName }) => kind === "Gateway" && sectionName === undefined),
    "a frontend is that of a whole Gateway",
  )
  .refine(
    ({ targetRefs }) => new Set(targetRefs.map(({ kind }) => kind)).size === 1,
    "all targets are of one kind",
  );

const seconds = z.number().int().min(0).max(31_536_000);
const amounts = z.record(z.string(), quantity);

/** A patch of an object's spec, which the definitions leave open. */
const overlay = z.strictObject({ spec: z.looseObject({}) });

const parametersSpec = z.strictObject({
  resources: z.strictObject({ requests: amounts, limits: amounts }),
  shutdown: z
    .strictObject({ min: seconds, max: seconds })
    .refine(({ min, max }) => min <= max, "min is at most max"),
  deployment: overlay,
  service: overlay,
});

/** agentgateway's own objects. */
export const officialObject = z.discriminatedUnion("kind", [
  z.strictObject({
    apiVersion: z.literal("agentgateway.dev/v1alpha1"),
    kind: z.literal("AgentgatewayPolicy"),
    metadata,
    spec: policySpec,
  }),
  z.strictObject({
    apiVersion: z.literal("agentgateway.dev/v1alpha1"),
    kind: z.literal("AgentgatewayParameters"),
    metadata,
    spec: parametersSpec,
  }),
]);
