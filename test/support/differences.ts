import { z } from "zod";

/** Objects by their id, in their order. */
export type Objects = ReadonlyMap<string, unknown>;

/** What is at one place, before and after; nothing was there, or is, where one of the two is missing. */
interface Change {
  readonly was?: unknown;
  readonly is?: unknown;
}

/** How one list of objects differs from another: as data that reads well as YAML, and is empty when they are alike. */
export interface Differences {
  /** Ids of all objects, where they or their order differ. */
  readonly order?: readonly string[];
  readonly gone?: readonly string[];
  readonly added?: Readonly<Record<string, unknown>>;
  /** By id, and then by place as a JSON pointer; items of a list that have names are found by them. */
  readonly changed?: Readonly<Record<string, Readonly<Record<string, Change>>>>;
}

/** Compares objects; two lists are alike in everything, their order included, if and only if the result is empty. */
export function differences(before: Objects, after: Objects): Differences {
  const ids = [...after.keys()];
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const added = ids.filter((id) => !before.has(id));
  const changed = ids
    .filter((id) => before.has(id))
    .map((id) => [id, changesAt("", before.get(id), after.get(id))] as const)
    .filter(([, changes]) => Object.keys(changes).length > 0);
  return {
    ...(isSame([...before.keys()], ids) ? {} : { order: ids }),
    ...(gone.length === 0 ? {} : { gone }),
    ...(added.length === 0 ? {} : { added: Object.fromEntries(added.map((id) => [id, after.get(id)])) }),
    ...(changed.length === 0 ? {} : { changed: Object.fromEntries(changed) }),
  };
}

const record = z.record(z.string(), z.unknown());
const named = z.array(z.looseObject({ name: z.string() }));

function changesAt(place: string, was: unknown, is: unknown): Readonly<Record<string, Change>> {
  if (isSame(was, is)) return {};
  const [one, other] = [partsOf(was), partsOf(is)];
  if (one === undefined || other === undefined || !haveSameOrder(one, other)) return { [place]: { was, is } };
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return Object.fromEntries(
    keys.flatMap((key): readonly (readonly [string, Change])[] => {
      const at = `${place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (!one.has(key)) return [[at, { is: other.get(key) }]];
      if (!other.has(key)) return [[at, { was: one.get(key) }]];
      return Object.entries(changesAt(at, one.get(key), other.get(key)));
    }),
  );
}

/** What a value is made of: the entries of an object, or the items of a list by their names. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (!Array.isArray(value)) {
    const object = record.safeParse(value);
    return object.success ? new Map(Object.entries(object.data)) : undefined;
  }
  const items = named.safeParse(value);
  if (!items.success) return undefined;
  const byName = new Map(items.data.map((item) => [item.name, item]));
  return byName.size === value.length ? byName : undefined;
}

/** What both have comes in one order: only then do the parts say all. */
function haveSameOrder(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
  const common = [...one.keys()].filter((key) => other.has(key));
  return isSame(
    common,
    [...other.keys()].filter((key) => one.has(key)),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
