import { z } from "zod";
import { metadataSchema } from "./metadata";

/** Schemas of the built-in kinds: the fields that the controller reads. */

export const namespaceSchema = z.object({ metadata: metadataSchema });

export const serviceSchema = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      ports: z
        .array(
          z.object({ name: z.string().default(""), port: z.number(), appProtocol: z.string().optional() }),
        )
        .default([]),
    })
    .default({ ports: [] }),
});

export const endpointSliceSchema = z.object({
  metadata: metadataSchema,
  endpoints: z
    .array(
      z.object({
        addresses: z.array(z.string()),
        conditions: z.object({ ready: z.boolean().default(true) }).default({ ready: true }),
      }),
    )
    .nullish()
    .transform((endpoints) => endpoints ?? []),
  ports: z
    .array(z.object({ name: z.string().nullish(), port: z.number().nullish() }))
    .nullish()
    .transform((ports) => ports ?? []),
});

export const podSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      phase: z.string().optional(),
      podIP: z.string().optional(),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    })
    .default({ conditions: [] }),
});

export type Namespace = Readonly<z.infer<typeof namespaceSchema>>;
export type Service = Readonly<z.infer<typeof serviceSchema>>;
export type ServicePort = Service["spec"]["ports"][number];
export type EndpointSlice = Readonly<z.infer<typeof endpointSliceSchema>>;
export type Pod = Readonly<z.infer<typeof podSchema>>;
