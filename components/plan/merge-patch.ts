import deepmerge from "deepmerge";
import { z } from "zod";

const named = z.array(z.looseObject({ name: z.string() }));

/**
 * Merges a patch into an object as Kubernetes' strategic merge does: mappings key by key, lists of named things (such as
 * containers) by name, every other list replaced. Neither argument is changed.
 */
export function mergePatch<T extends object>(target: T, patch: object): T {
  return deepmerge<T, object>(target, patch, { arrayMerge: mergeLists });
}

function mergeLists(target: unknown[], source: unknown[]): unknown[] {
  const before = named.safeParse(target);
  const changes = named.safeParse(source);
  if (!before.success || !changes.success) return source;
  const patched = before.data.map((item) => {
    const change = changes.data.find(({ name }) => name === item.name);
    return change ? mergePatch(item, change) : item;
  });
  const added = changes.data.filter(({ name }) => !before.data.some((item) => item.name === name));
  return [...patched, ...added];
}
