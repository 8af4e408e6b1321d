import { z } from "zod";

/**
 * The part of an object's metadata that the controller reads. The client returns times of some kinds as dates, which
 * become the text that an API server sends: in whole seconds.
 */
export const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().default(""),
  uid: z.string().default(""),
  resourceVersion: z.string().default(""),
  generation: z.number().default(0),
  creationTimestamp: z
    .union([z.string(), z.date()])
    .default("")
    .transform((time) => (typeof time === "string" ? time : time.toISOString().replace(/\.\d+Z$/, "Z"))),
  deletionTimestamp: z.union([z.string(), z.date()]).optional(),
  finalizers: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.string()).default({}),
});

export type Metadata = Readonly<z.infer<typeof metadataSchema>>;

/** Anything that has metadata. */
export interface NamedObject {
  readonly metadata: Metadata;
}

/** Namespace and name of an object. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** `namespace/name`, as in GKE's messages. */
export function displayName(object: ObjectName): string {
  return `${object.namespace}/${object.name}`;
}

/** Whether the labels have every pair of the selector. */
export function matchesLabels(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** Gateway API's order for resolving conflicts: oldest first, then by namespace and name. */
export function byAge(left: NamedObject, right: NamedObject): number {
  return (
    compare(left.metadata.creationTimestamp, right.metadata.creationTimestamp) ||
    compare(displayName(left.metadata), displayName(right.metadata))
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
