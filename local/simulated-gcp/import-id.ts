import type { StoredResource } from "./state/stored-resource";

/** The resource with an id, or with a short form of an import id, such as `location/name`. */
export function findByImportId(
  resources: readonly StoredResource[],
  type: string,
  id: string,
): StoredResource | undefined {
  const ofType = resources.filter((one) => one.type === type);
  return (
    ofType.find((one) => one.id === id) ??
    ofType.find((one) => `/${shortId(one.id)}`.endsWith(`/${shortId(id)}`))
  );
}

/** `projects/p/locations/l/clusters/c` is `p/l/c`. Ids without such words stay. */
function shortId(id: string): string {
  if (!id.startsWith("projects/")) return id;
  const words = id.replace("/global/", "/").split("/");
  return words.filter((_, index) => index % 2 === 1).join("/");
}
