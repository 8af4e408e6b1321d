import { isDeepStrictEqual } from "node:util";
import { isRecord, type Properties } from "./values";

/** What an update does at one path of a resource's inputs. */
export interface Change {
  /** Keys and indexes from the root, such as `nodeConfig.taints[0].key`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

/** Every path at which two versions of a resource's inputs differ, the deepest that both have. */
export function changesBetween(olds: Properties, news: Properties): readonly Change[] {
  return valueChanges("", olds, news);
}

/**
 * The changes that only a new resource can have.
 * @param immutable paths that cannot change in place, and with them all that is below.
 */
export function replacingChanges(
  changes: readonly Change[],
  immutable: readonly string[],
): readonly Change[] {
  return changes.filter(({ path }) =>
    immutable.some((fixed) => isWithin(path, fixed) || isWithin(fixed, path)),
  );
}

/** Whether a path is that of a value or of a part of it. */
export function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`);
}

function valueChanges(path: string, old: unknown, now: unknown): readonly Change[] {
  if (isDeepStrictEqual(old, now)) return [];
  if (old === undefined) return [{ path, kind: "add" }];
  if (now === undefined) return [{ path, kind: "delete" }];
  if (isRecord(old) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return keys.flatMap((key) => valueChanges(path === "" ? key : `${path}.${key}`, old[key], now[key]));
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    const places = Array.from({ length: Math.max(old.length, now.length) }, (_, index) => index);
    return places.flatMap((index) => valueChanges(`${path}[${index}]`, old[index], now[index]));
  }
  return [{ path, kind: "update" }];
}
