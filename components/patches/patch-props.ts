/** Patches of rendered objects: what a user may say where no key exists. */
import { z } from "zod";
import { key } from "../keys/key";
import type { Props } from "../keys/props";

/** The operations of JSON Patch that change a document. Source: RFC 6902, section 4. */
const patchOperations = ["add", "replace", "remove"] as const;

const change = "changes that object";

const patchSchema = z
  .strictObject({
    op: key(z.enum(patchOperations), {
      description: "What is done: `add`, `replace` or `remove`.",
      change,
      fix: "use add, replace or remove",
    }),
    path: key(z.string().regex(/^(?:\/(?:[^~/]|~[01])*)+$/, { error: "must be a JSON Pointer" }), {
      description:
        "Place in the object, such as `/spec/template/spec/priorityClassName`; `~1` stands for a slash within a key.",
      change,
      fix: "write a path such as /metadata/labels/team, with ~1 for a slash within a key and ~0 for ~",
      source: "RFC 6901",
    }),
    value: key(z.unknown().optional(), {
      description: "What is added, or replaces what is there.",
      otherwise: "none: for `remove` alone",
      change,
      fix: "write what YAML can hold",
    }),
  })
  .superRefine(({ op, value }, context) => {
    if ((value === undefined) === (op === "remove")) return;
    const [message, fix] =
      op === "remove"
        ? ["must have no value for `remove`", "leave `value` out, or use replace"]
        : [`must have a value for \`${op}\``, "add `value`, or use remove"];
    context.addIssue({ code: "custom", message, params: { fix } });
  });

/** One operation of a JSON Patch. */
export interface PatchProps extends Props<typeof patchSchema> {}

/** Patches of objects, by the objects' ids. */
export type Patches = Readonly<Record<string, readonly PatchProps[]>>;

const patches = z.record(z.string(), z.array(patchSchema)).optional();

/** Declares the patches of the objects of a model or a gateway. */
export function patchesKey(whose: string, ids: string): typeof patches {
  return key(patches, {
    description: `[JSON Patches](add-a-model.md#patches) of ${whose} objects, by their ids, such as ${ids}, where no key says it.`,
    values: "lists of operations by id",
    otherwise: "none",
    change: "changes the patched objects alone",
    fix: "write the id of an object with a list of operations, each with `op`, `path` and `value`",
    source: "RFC 6902",
  });
}
