import type { Properties } from "../protocol/values";
import { computed, each, fixed } from "../provider-schema/field-facts";
import type { Facts } from "../provider-schema/field-facts";
import { plannedChanges } from "../provider-schema/planned-changes";

const facts: Facts = {
  plain: {},
  ...each(computed, "version"),
  ...each(fixed, "name"),
  protected: { default: true },
  spot: { forceNew: true, default: false },
  scopes: { forceNew: true, set: true },
  tags: { map: { serverPrefix: "goog-" } },
  labels: { computed: true, forceNew: true, map: {} },
  ssd: { ...fixed, block: each(fixed, "count") },
  management: { computed: true, block: { repair: { default: true }, name: fixed } },
  open: { block: { name: fixed, mode: {} } },
  guests: { forceNew: true, block: { type: fixed, driver: computed } },
};

test.each<[string, Properties, Properties]>([
  ["the same", { plain: "a", guests: [{ type: "t4" }] }, { plain: "a", guests: [{ type: "t4" }] }],
  ["what the server filled in and the schema calls computed", { version: "1.35" }, {}],
  [
    "a part of a block that is computed",
    { guests: [{ type: "t4", driver: "d" }] },
    { guests: [{ type: "t4" }] },
  ],
  ["a computed block", { management: { repair: false, name: "m" } }, {}],
  ["a default that nobody said", { protected: true, spot: false }, {}],
  ["a default before it was read", {}, { spot: false }],
  ["nothing in place of nothing", { plain: "", guests: [] }, {}],
  ["nothing that is said", { plain: 0 }, { plain: 0 }],
  ["values of a set in another order", { scopes: ["a", "b"] }, { scopes: ["b", "a"] }],
  ["keys of the server's own", { tags: { "goog-pool": "on-demand" } }, {}],
  ["keys of the server's own beside others", { tags: { "goog-pool": "x", a: "1" } }, { tags: { a: "1" } }],
  ["a computed map", { labels: { a: "1" } }, {}],
])("no change: %s", (_case, state, wanted) => {
  expect(plannedChanges(state, wanted, facts)).toEqual([]);
});

test.each<[string, Properties, Properties, string]>([
  ["another value", { plain: "a" }, { plain: "b" }, "update plain"],
  ["a value that comes", {}, { plain: "b" }, "add plain"],
  ["a value that goes", { plain: "a" }, {}, "delete plain"],
  ["a value of no known field", { strange: "a" }, { strange: "b" }, "update strange"],
  ["against a default", { protected: false }, {}, "update protected"],
  ["a key that comes", { tags: {} }, { tags: { a: "1" } }, "add tags.a"],
  ["a key that goes", { tags: { a: "1", b: "2" } }, { tags: { a: "1" } }, "delete tags.b"],
  ["a block of a list that goes", { open: [{ mode: "x" }] }, { open: [] }, "delete open[0]"],
  ["in a block", { management: { repair: false } }, { management: {} }, "update management.repair"],
])("changed in place: %s", (_case, state, wanted, change) => {
  expect(told(plannedChanges(state, wanted, facts))).toEqual([change]);
});

test.each<[string, Properties, Properties, string]>([
  ["another name", { name: "a" }, { name: "b" }, "update name"],
  [
    "what the server filled in and the schema does not call computed",
    { ssd: { count: 16 } },
    {},
    "delete ssd",
  ],
  ["a fixed block that comes", {}, { ssd: { count: 1 } }, "add ssd"],
  ["a fixed part of a block that goes", { open: { name: "a" } }, {}, "delete open"],
  ["a fixed part of a block that comes", {}, { open: { name: "a" } }, "add open"],
  ["a fixed default", { spot: true }, {}, "update spot"],
  ["another set", { scopes: ["a"] }, { scopes: ["b"] }, "update scopes"],
  ["in a list", { guests: [{ type: "t4" }] }, { guests: [{ type: "l4" }] }, "update guests[0].type"],
  ["a list that grows", { guests: [] }, { guests: [{ type: "l4" }] }, "add guests[0]"],
  ["a fixed map", { labels: { a: "1" } }, { labels: { a: "2" } }, "update labels.a"],
])("replaces: %s", (_case, state, wanted, change) => {
  expect(told(plannedChanges(state, wanted, facts))).toEqual([`${change} (replaces)`]);
});

function told(changes: ReturnType<typeof plannedChanges>): readonly string[] {
  return changes.map(({ kind, path, replaces }) => `${kind} ${path}${replaces ? " (replaces)" : ""}`);
}
