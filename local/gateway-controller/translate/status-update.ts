import type { KindName } from "../kubernetes/kinds";
import type { NamedObject } from "../kubernetes/metadata";

/** The desired status of one object; its conditions have no times yet. */
export interface StatusUpdate {
  readonly kind: KindName;
  readonly namespace: string;
  readonly name: string;
  readonly desired: Readonly<Record<string, unknown>>;
  /** The status as the API server last sent it. */
  readonly current: unknown;
}

/** The update of an object's status. */
export function statusUpdate(
  kind: KindName,
  object: NamedObject & { readonly status?: unknown },
  desired: Readonly<Record<string, unknown>>,
): StatusUpdate {
  const { namespace, name } = object.metadata;
  return { kind, namespace, name, desired, current: object.status };
}
