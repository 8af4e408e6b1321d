import { z } from "zod";

/** What every Kubernetes object has, with everything else kept as it is. */
export const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

/** A Kubernetes object as plain data. */
export type Manifest = z.infer<typeof manifestSchema>;

/** How an object is named in messages: `HTTPRoute llm-d/phi`. */
export function describeManifest({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}
