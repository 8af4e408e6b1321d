import type { z } from "zod";
import { GoogleApiError } from "./google-api-error";
import { regionOfZone } from "./region-of-zone";
import type { SimulatedGcpSettings } from "./settings";
import type { StoredResource } from "./state/stored-resource";

/** A provider's default project and location. */
export interface Place {
  readonly project: string | undefined;
  readonly region: string | undefined;
  readonly zone: string | undefined;
}

/** State that the rules check. */
export interface CloudState {
  readonly place: Place;
  readonly settings: SimulatedGcpSettings;
  readonly resources: readonly StoredResource[];
  /** Gateways whose load balancers still exist, as `namespace/name`. */
  readonly gateways: readonly string[];
  readonly nowMs: number;
}

/** An existing resource, with the inputs of its type. */
export interface Existing<Fields> {
  readonly id: string;
  readonly fields: Fields;
  readonly resource: StoredResource;
}

/** All resources of a type. */
export function existing<Fields>(
  cloudState: CloudState,
  kind: { readonly type: string; readonly schema: z.ZodType<Fields> },
): readonly Existing<Fields>[] {
  return cloudState.resources
    .filter(({ type }) => type === kind.type)
    .map((resource) => ({ id: resource.id, fields: kind.schema.parse(resource.inputs), resource }));
}

/** The resource's own location, or the provider's. */
interface Placed {
  readonly project?: string | undefined;
  readonly region?: string | undefined;
  readonly location?: string | undefined;
}

/** The project of a resource. */
export function projectOf({ project }: Placed, place: Place): string {
  return project ?? place.project ?? missing("project");
}

/** The region of a resource. */
export function regionOf({ region }: Placed, place: Place): string {
  return region ?? place.region ?? (place.zone === undefined ? missing("region") : regionOfZone(place.zone));
}

/** The zone or region of a cluster. */
export function locationOf({ location }: Placed, place: Place): string {
  return location ?? place.zone ?? place.region ?? missing("location");
}

/** Whether a location is a zone rather than a region. */
export function isZone(location: string): boolean {
  return regionOfZone(location) !== location;
}

/** The name at the end of a name, an id or a link. */
export function lastSegment(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** Today's date, such as 2026-11-27. */
export function currentDay({ settings, nowMs }: Pick<CloudState, "settings" | "nowMs">): string {
  return settings.day ?? new Date(nowMs).toISOString().slice(0, 10);
}

function missing(what: string): never {
  throw new GoogleApiError(
    400,
    `${what}: required field is not set; set it in this resource, or set it in the provider`,
  );
}
