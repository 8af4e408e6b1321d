import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { PatchProps } from "./patch-props";

/** Why an operation does not apply. */
export type PatchFault = Pick<Problem, "rule" | "got" | "fix">;

/** What says which object it is: the plan, its edges and the checks know it by these. */
const identity = ["/apiVersion", "/kind", "/metadata", "/metadata/name", "/metadata/namespace"];

/** Why an operation does not apply to a document; `undefined` where it does. The library replaces what does not exist. */
export function patchFault(document: unknown, { op, path }: PatchProps): PatchFault | undefined {
  if (identity.includes(path))
    return {
      rule: "must leave kind, name and namespace as they are",
      got: quote(path),
      fix: "patch another field, or use the key for it, such as `name`",
    };
  const keys = path.slice(1).split("/").map(unescaped);
  const last = keys.pop() ?? "";
  const { value: parent, missing } = walk(document, keys);
  if (missing !== undefined) return nothingAt(missing, op);
  if (op === "add" ? takes(parent, last) : has(parent, last)) return undefined;
  return nothingAt(pointer([...keys, last]), op);
}

function walk(document: unknown, keys: readonly string[]) {
  let value = document;
  for (const [index, key] of keys.entries()) {
    if (!has(value, key)) return { value: undefined, missing: pointer(keys.slice(0, index + 1)) };
    value = Reflect.get(value, key);
  }
  return { value, missing: undefined };
}

function has(value: unknown, key: string): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? indexIn(key) < value.length : Object.hasOwn(value, key);
}

/** Whether a value can be added there: the end of a list is a place, too. The library refuses `__proto__` by throwing. */
function takes(value: unknown, key: string): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) ? key === "-" || indexIn(key) <= value.length : key !== "__proto__";
}

function indexIn(key: string): number {
  return /^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : Infinity;
}

function nothingAt(missing: string, op: PatchProps["op"]): PatchFault {
  return {
    rule: `must lead to a place in the object for \`${op}\``,
    got: `nothing at ${missing}`,
    fix:
      op === "add"
        ? "add what is around it first, or correct the path"
        : "correct the path, or use add for what does not exist",
  };
}

function unescaped(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}

function pointer(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
