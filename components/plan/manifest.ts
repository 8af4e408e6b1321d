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

/** The parts of an object, or of a view of one, that name it. */
interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
}

/** How an object is named in messages: `HTTPRoute llm-d/phi`. */
export function describeManifest({ kind, metadata }: Manifest | Named): string {
  return `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}
