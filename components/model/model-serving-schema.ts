import { z } from "zod";
import { consumptions } from "../accelerators/consumption";
import { gpuSharingSchema } from "../accelerators/gpu-sharing";
import { acceleratorNames } from "../accelerators/table";
import type { AdapterProps, SecretKeyProps, ServedModelProps, VariantProps } from "./model-serving-props";
import { maxNameLength } from "./names";
import type { ProbesProps } from "./probes";
import { shortestHoldSec } from "../scaling/resolve-scaling";
import type { QueueProps, ScalingProps } from "../scaling/scaling-props";
import { tasks } from "./task";

/** A name that clients send: what Hugging Face allows, and what survives a header and a YAML list unchanged. */
export const modelName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?:\/[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)?$/, {
    error: "must be `Name` or `Org/Name` of letters, digits, '.', '_' and '-'",
  });

/** A name of a Kubernetes object that may also be a label value and the host part of a DNS name. */
export const dnsLabel = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/, {
      error: "must be lower-case letters, digits and '-', starting with a letter",
    });

const adapter: z.ZodType<AdapterProps> = z
  .strictObject({
    name: modelName,
    source: z.string().min(1),
    rank: z.number().int().min(1).max(512).optional(),
  })
  .meta({ id: "AdapterProps" });

const secretKey: z.ZodType<SecretKeyProps> = z
  .strictObject({ secretName: z.string().min(1), key: z.string().min(1).optional() })
  .meta({ id: "SecretKeyProps" });

/** Seconds up to a day: longer than any load balancer keeps a request. */
const seconds = z.number().int().min(1).max(86_400);

const queue: z.ZodType<QueueProps> = z
  .strictObject({
    maxRequests: z.number().int().min(1).max(100_000).optional(),
    maxMiB: z.number().int().min(1).max(1024).optional(),
  })
  .meta({ id: "QueueProps" });

/** How long a request may be held. */
export const holdSec = seconds.min(shortestHoldSec);

/** Shapes of what says how a model's replicas follow its requests. */
export const scalingShape = {
  minReplicas: z.number().int().min(0).max(100).optional(),
  maxReplicas: z.number().int().min(1).max(100).optional(),
  coolDownSec: seconds.optional(),
  coldStartSec: seconds.optional(),
  holdSec: holdSec.optional(),
  queue: queue.optional(),
};

const scaling: z.ZodType<ScalingProps> = z.strictObject(scalingShape);

const probeShape = {
  periodSec: z.number().int().min(1).max(3600).optional(),
  timeoutSec: z.number().int().min(1).max(3600).optional(),
  failureThreshold: z.number().int().min(1).max(100).optional(),
};

const probes: z.ZodType<ProbesProps> = z
  .strictObject({
    readiness: z.strictObject(probeShape).meta({ id: "ReadinessProps" }).optional(),
    liveness: z.strictObject(probeShape).meta({ id: "LivenessProps" }).optional(),
  })
  .meta({ id: "ProbesProps" });

const env = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "must be the name of a variable" }),
  z.string(),
);

/** Shapes of everything in one entry of `models`, with the accelerator left to the stack. */
export const modelEntryShape = {
  model: modelName,
  accelerator: z.enum(acceleratorNames).optional(),
  name: dnsLabel(maxNameLength).optional(),
  replicas: z.number().int().min(0).max(100).optional(),
  task: z.enum(tasks).optional(),
  maxModelLen: z
    .union([z.number().int().min(1).max(10_000_000), z.literal("auto")], {
      error: "must be a whole number or `auto`",
    })
    .optional(),
  tensorParallelSize: z.number().int().min(1).max(8).optional(),
  weightsGiB: z.number().positive().max(10_000).optional(),
  requestTimeoutSec: seconds.optional(),
  startupTimeoutSec: seconds.optional(),
  adapters: z.array(adapter).optional(),
  huggingFaceToken: secretKey.optional(),
  image: z.string().min(1).optional(),
  probes: probes.optional(),
  env: env.optional(),
  extraArgs: z.array(z.string()).optional(),
};

const { model: _1, task: _2, adapters: _3, requestTimeoutSec: _4, ...ownShape } = modelEntryShape;

/** Largest weight of a variant, which every gateway takes. */
export const mostWeight = 1000;

/** Shapes of everything in one of an entry's `variants`. */
export const variantEntryShape = { ...ownShape, weight: z.number().int().min(0).max(mostWeight).optional() };

const variant: z.ZodType<VariantProps> = z.strictObject({
  ...variantEntryShape,
  gpuSharing: gpuSharingSchema.optional(),
  consumption: z.enum(consumptions).optional(),
  scaling: scaling.optional(),
});

/** The props of a model in anyone's program. */
export const modelServingSchema: z.ZodType<ServedModelProps> = z.strictObject({
  ...modelEntryShape,
  accelerator: z.enum(acceleratorNames),
  gpuSharing: gpuSharingSchema.optional(),
  consumption: z.enum(consumptions).optional(),
  scaling: scaling.optional(),
  namespace: dnsLabel(63).optional(),
  gatewayName: dnsLabel(63).optional(),
  variants: z.array(variant).min(1).optional(),
});
