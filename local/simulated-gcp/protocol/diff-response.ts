import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceKind } from "../resources/kind";
import { changesBetween, isWithin, replacingChanges, type Change } from "./difference";
import type { Properties } from "./values";

const kinds = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/**
 * What an update does to a resource.
 * @param ignored paths whose changes do not count.
 */
export function diffResponse(
  kind: Pick<ResourceKind, "immutable" | "nameField">,
  olds: Properties,
  news: Properties,
  ignored: readonly string[],
): DiffResponse {
  const changes = changesBetween(olds, news).filter(
    ({ path }) => !ignored.some((whole) => isWithin(path, whole)),
  );
  const replacing = replacingChanges(changes, kind.immutable);
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(topLevel(changes))
    .setReplacesList(topLevel(replacing))
    .setDeletebeforereplace(replacing.length > 0 && keepsName(kind, olds, news))
    .setHasdetaileddiff(true);
  for (const change of changes) {
    const [inPlace, replace] = kinds[change.kind];
    const detail = new PropertyDiff()
      .setKind(replacing.includes(change) ? replace : inPlace)
      .setInputdiff(true);
    response.getDetaileddiffMap().set(change.path, detail);
  }
  return response;
}

/** Two resources cannot have one name at the same time: as the real provider, the old one goes first. */
function keepsName(
  { nameField }: Pick<ResourceKind, "nameField">,
  olds: Properties,
  news: Properties,
): boolean {
  return nameField !== undefined && olds[nameField] === news[nameField];
}

function topLevel(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] ?? path))];
}
