import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../protocol/values";
import type { Properties } from "../protocol/values";
import type { Facts, FieldFacts } from "./field-facts";

/** The change of an update at one path. */
export interface PlannedChange {
  /** Keys and indexes from the root, such as `nodeConfig.taints[0].key`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether it needs a new resource. */
  readonly replaces: boolean;
}

/**
 * The plan of the real provider, which compares the program with the state and not with the program's previous inputs: a
 * value that only the server set is a difference, unless the schema marks the field as computed.
 * Source: `Provider.Diff` of pulumi/pulumi-terraform-bridge v3.137.0, pkg/tfbridge/provider.go (olds are outputs, news are
 * inputs), and schema.Schema of hashicorp/terraform-plugin-sdk v2 (Computed, Default, ForceNew, zero values).
 */
export function plannedChanges(
  state: Properties,
  wanted: Properties,
  facts: Facts,
): readonly PlannedChange[] {
  return blockChanges("", state, wanted, facts);
}

/** Whether a path is that of a value or inside it. */
export function isWithin(path: string, whole: string): boolean {
  return path === whole || path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`);
}

function blockChanges(
  path: string,
  state: Properties,
  wanted: Properties,
  facts: Facts,
): readonly PlannedChange[] {
  const names = [...new Set([...Object.keys(state), ...Object.keys(wanted)])];
  return names.flatMap((name) =>
    fieldChanges(path === "" ? name : `${path}.${name}`, state[name], wanted[name], facts[name] ?? {}),
  );
}

function fieldChanges(
  path: string,
  state: unknown,
  given: unknown,
  facts: FieldFacts,
): readonly PlannedChange[] {
  if (state === undefined && given === undefined) return [];
  const replaces = facts.forceNew === true;
  const wanted = given ?? facts.default;
  if (facts.map !== undefined && (wanted === undefined || isRecord(wanted)))
    return mapChanges(path, state, wanted, facts);
  if (wanted === undefined) {
    if (facts.computed === true || isZero(state)) return [];
    return [{ path, kind: "delete", replaces: replaces || hasFixedPart(state, facts) }];
  }
  if (isDeepStrictEqual(state, wanted) || (isZero(state) && isZero(wanted))) return [];
  if (isRecord(wanted)) return recordChanges(path, state, wanted, facts);
  if (Array.isArray(wanted) && Array.isArray(state)) return listChanges(path, state, wanted, facts);
  return [{ path, kind: isAbsent(state) ? "add" : "update", replaces }];
}

/** A new block is one change; in an existing block each field is one, and only its own facts count. */
function recordChanges(
  path: string,
  state: unknown,
  wanted: Properties,
  { block = {}, forceNew = false }: FieldFacts,
): readonly PlannedChange[] {
  const was = isRecord(state) ? state : {};
  const inner = blockChanges(path, was, wanted, block);
  if (isRecord(state)) return inner;
  return [{ path, kind: "add", replaces: forceNew || inner.some(({ replaces }) => replaces) }];
}

function listChanges(
  path: string,
  state: readonly unknown[],
  wanted: readonly unknown[],
  facts: FieldFacts,
): readonly PlannedChange[] {
  const replaces = facts.forceNew === true;
  if (facts.set === true) {
    const same = isDeepStrictEqual(sorted(state), sorted(wanted));
    return same ? [] : [{ path, kind: "update", replaces }];
  }
  const { forceNew, block } = facts;
  const item: FieldFacts = { ...(forceNew && { forceNew }), ...(block && { block }) };
  const places = Array.from({ length: Math.max(state.length, wanted.length) }, (_, index) => index);
  return places.flatMap((index) => fieldChanges(`${path}[${index}]`, state[index], wanted[index], item));
}

function mapChanges(
  path: string,
  state: unknown,
  wanted: Properties | undefined,
  { computed, forceNew = false, map }: FieldFacts,
): readonly PlannedChange[] {
  if (wanted === undefined && computed === true) return [];
  const was = isRecord(state) ? state : {};
  const isServers = (key: string) => map?.serverPrefix !== undefined && key.startsWith(map.serverPrefix);
  return blockChanges(path, was, wanted ?? {}, {})
    .map((change) => ({ ...change, replaces: forceNew }))
    .filter(({ path: at, kind }) => kind !== "delete" || !isServers(at.slice(path.length + 1)));
}

/** Removing a block removes its contents. */
function hasFixedPart(state: unknown, { block }: FieldFacts): boolean {
  if (!isRecord(state) || block === undefined) return false;
  return Object.entries(state).some(([name, value]) => !isZero(value) && block[name]?.forceNew === true);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** To Terraform, a missing value equals a zero value. An existing block is never zero. */
function isZero(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === 0 || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).sort();
}
