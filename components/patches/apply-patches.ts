import { isDeepStrictEqual } from "node:util";
import { ApiObject, JsonPatch } from "cdk8s";
import type { Chart } from "cdk8s";
import { reportProblem } from "../plan/construct-problems";
import { manifestSchema } from "../plan/manifest";
import { closeName } from "../problems/close-name";
import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { formatPath } from "../problems/schema-problems";
import { guardedFaults } from "./guarded-fields";
import { patchFault } from "./patch-fault";
import type { Patches, PatchProps } from "./patch-props";

/** The chart of the variant that leads, with what was said of its objects. */
export interface Lead {
  readonly chart: Chart;
  readonly patches: Patches | undefined;
}

/**
 * Patches the objects of a chart. A patch that does not apply is reported on the chart: planning refuses it together with
 * everything else that is wrong, and so does cdk8s.
 *
 * @param patches by the ids of the objects in the chart.
 * @param path where the user wrote them.
 * @param lead of a variant that follows another: what both say of an object that only that one has is done there.
 */
export function applyPatches(chart: Chart, patches: Patches | undefined, path: string, lead?: Lead): void {
  for (const [id, operations] of Object.entries(patches ?? {})) {
    const object = chart.node.tryFindChild(id);
    const at = formatPath([path, id]);
    const problems =
      object instanceof ApiObject
        ? patchObject(object, operations, at)
        : lead?.chart.node.tryFindChild(id) === undefined
          ? [unknownId(chart, id, at)]
          : doneByLead(lead, id, operations, at);
    for (const problem of problems) reportProblem(chart, problem);
  }
}

/** An object that all variants of a model share is the lead's, which may have inherited the same patches. */
function doneByLead(
  lead: Lead,
  id: string,
  operations: readonly PatchProps[],
  path: string,
): readonly Problem[] {
  if (isDeepStrictEqual(lead.patches?.[id], operations)) return [];
  return [
    {
      code: "InvalidPatch",
      path,
      rule: "must not be an object that the variants of a model share",
      got: quote(id),
      fix: `patch it for the model, or in the variant that leads, ${lead.chart.node.id}`,
    },
  ];
}

/**
 * Not by `addJsonPatch`: the typed classes of cdk8s render what it has patched once more, which drops quantities and every
 * field that they do not know.
 */
function patchObject(object: ApiObject, operations: readonly PatchProps[], path: string): readonly Problem[] {
  const render: () => unknown = object.toJson.bind(object);
  const done: JsonPatch[] = [];
  const patched = (): unknown => JsonPatch.apply(render(), ...done);
  for (const [index, operation] of operations.entries()) {
    const fault = patchFault(patched(), operation);
    if (fault !== undefined) return [{ code: "InvalidPatch", path: `${path}[${index}].path`, ...fault }];
    done.push(jsonPatch(operation));
  }
  const { error, data: after } = manifestSchema.safeParse(patched());
  if (error !== undefined) return [invalidResult(path, error.issues[0]?.path ?? [])];
  const before = manifestSchema.parse(render());
  object.toJson = patched;
  return guardedFaults(before, after).map((fault) => ({ code: "InvalidPatch", path, ...fault }));
}

function jsonPatch({ op, path, value }: PatchProps): JsonPatch {
  switch (op) {
    case "add":
      return JsonPatch.add(path, value);
    case "replace":
      return JsonPatch.replace(path, value);
    case "remove":
      return JsonPatch.remove(path);
  }
}

function unknownId(chart: Chart, id: string, path: string): Problem {
  const known = chart.node.children.filter((child) => child instanceof ApiObject).map(({ node }) => node.id);
  const close = closeName(id, known);
  const list = `known are: ${known.join(", ")}`;
  return {
    code: "InvalidPatch",
    path,
    rule: "must be the id of an object",
    got: quote(id),
    fix: close === undefined ? list : `did you mean \`${close}\`? ${list}`,
  };
}

function invalidResult(path: string, place: readonly PropertyKey[]): Problem {
  return {
    code: "InvalidPatch",
    path,
    rule: "must leave a valid object",
    got: `a wrong ${formatPath(place)}`,
    fix: "use texts as the values of labels and annotations",
  };
}
