import type { V1KeyToPath, V1Volume, V1VolumeProjection } from "@kubernetes/client-node";
import { fieldValue } from "./env-vars";
import type { PlacedPod } from "./env-vars";
import type { ObjectKind, ReferencedObjects } from "./referenced-objects";

/** One file of a volume, by its path inside the volume. */
export interface VolumeFile {
  readonly path: string;
  readonly content: Buffer;
}

/** Sources of volume files. */
export interface VolumeSources {
  readonly placed: PlacedPod;
  readonly objects: ReferencedObjects;
  /** Tokens of the pod's ServiceAccount, by audience; the API server's own audience is "". */
  readonly tokens: ReadonlyMap<string, string>;
}

/** A volume cannot be mounted, yet or at all. */
export class VolumeError extends Error {}

/**
 * The files of a volume; none for an emptyDir.
 * @throws VolumeError when an object that is not optional is missing, or the kind of volume does not exist here.
 */
export function volumeFiles(volume: V1Volume, sources: VolumeSources): VolumeFile[] {
  if (volume.emptyDir) return [];
  if (volume.configMap) {
    const { name, items, optional } = volume.configMap;
    return objectFiles("configMap", { name, items, optional }, sources);
  }
  if (volume.secret) {
    const { secretName, items, optional } = volume.secret;
    return objectFiles("secret", { name: secretName, items, optional }, sources);
  }
  if (volume.downwardAPI) return (volume.downwardAPI.items ?? []).map((item) => fieldFile(item, sources));
  if (volume.projected)
    return (volume.projected.sources ?? []).flatMap((source) => projectedFiles(source, sources));
  throw new VolumeError(
    "the laptop cluster has no volumes of this kind; use emptyDir, configMap, secret, downwardAPI or projected",
  );
}

/** The audiences for which a pod's volumes want tokens. */
export function tokenAudiences(volumes: readonly V1Volume[]): string[] {
  const sources = volumes.flatMap((volume) => volume.projected?.sources ?? []);
  return [
    ...new Set(
      sources.flatMap((one) => (one.serviceAccountToken ? [one.serviceAccountToken.audience ?? ""] : [])),
    ),
  ];
}

function projectedFiles(source: V1VolumeProjection, sources: VolumeSources): VolumeFile[] {
  if (source.configMap) return objectFiles("configMap", source.configMap, sources);
  if (source.secret) return objectFiles("secret", source.secret, sources);
  if (source.downwardAPI) return (source.downwardAPI.items ?? []).map((item) => fieldFile(item, sources));
  if (source.serviceAccountToken) {
    const { audience, path } = source.serviceAccountToken;
    return [{ path, content: Buffer.from(sources.tokens.get(audience ?? "") ?? "") }];
  }
  throw new VolumeError("the laptop cluster does not know this kind of projected source");
}

interface ObjectProjection {
  readonly name?: string | undefined;
  readonly items?: readonly V1KeyToPath[] | undefined;
  readonly optional?: boolean | undefined;
}

function objectFiles(kind: ObjectKind, projection: ObjectProjection, sources: VolumeSources): VolumeFile[] {
  const name = projection.name ?? "";
  const data = sources.objects.find(kind, name);
  if (!data) {
    if (projection.optional) return [];
    throw new VolumeError(`${kind.toLowerCase()} "${name}" not found`);
  }
  if (!projection.items) return Object.entries(data).map(([path, content]) => ({ path, content }));
  return projection.items.flatMap(({ key, path }) => {
    const content = data[key];
    if (content) return [{ path, content }];
    if (projection.optional) return [];
    throw new VolumeError(`${kind.toLowerCase()} "${name}" has no key ${key}`);
  });
}

function fieldFile(
  item: { readonly path: string; readonly fieldRef?: { readonly fieldPath: string } },
  sources: VolumeSources,
): VolumeFile {
  const content = item.fieldRef ? fieldValue(item.fieldRef.fieldPath, sources.placed) : "";
  return { path: item.path, content: Buffer.from(content) };
}
