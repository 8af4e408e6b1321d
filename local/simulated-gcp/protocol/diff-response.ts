import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceKind } from "../resources/kind";
import { isWithin, plannedChanges } from "../provider-schema/planned-changes";
import type { PlannedChange } from "../provider-schema/planned-changes";
import type { Properties } from "./values";

const kinds = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
} as const;

/**
 * What an update does to a resource.
 * @param state the resource's outputs, as the engine knows them.
 * @param ignored paths whose changes are ignored.
 */
export function diffResponse(
  kind: Pick<ResourceKind, "facts" | "nameField">,
  state: Properties,
  news: Properties,
  ignored: readonly string[],
): DiffResponse {
  const changes = plannedChanges(state, news, kind.facts).filter(
    ({ path }) => !ignored.some((whole) => isWithin(path, whole)),
  );
  const replacing = changes.filter(({ replaces }) => replaces);
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(topLevel(changes))
    .setReplacesList(topLevel(replacing))
    .setDeletebeforereplace(replacing.length > 0 && keepsName(kind, state, news))
    .setHasdetaileddiff(true);
  for (const { path, kind: change, replaces } of changes) {
    const [inPlace, replace] = kinds[change];
    // Compared with the state, so that the engine shows values that the server filled in.
    const detail = new PropertyDiff().setKind(replaces ? replace : inPlace).setInputdiff(false);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** Two resources cannot share a name: like the real provider, delete the old one first. */
function keepsName(
  { nameField }: Pick<ResourceKind, "nameField">,
  state: Properties,
  news: Properties,
): boolean {
  return nameField !== undefined && state[nameField] === news[nameField];
}

function topLevel(changes: readonly PlannedChange[]): string[] {
  return [...new Set(changes.map(({ path }) => path.split(/[.[]/)[0] ?? path))];
}
