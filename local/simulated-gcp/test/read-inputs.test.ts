import { z } from "zod";
import { importedInputs, refreshedInputs } from "../provider-schema/read-inputs";
import type { Facts } from "../provider-schema/field-facts";

const facts: Facts = {
  scopes: { set: true },
  protected: { default: true },
  open: { default: true },
  config: { block: { scopes: { set: true }, boot: { default: "pd" } } },
};

test("a refresh brings what has changed of what was asked for", () => {
  const inputs = {
    name: "c",
    config: { machine: "a", labels: { a: "1" } },
    items: [{ key: "k" }, { key: "l" }],
  };
  const state = {
    ...{ name: "c", version: "1.35", items: [{ key: "k", more: 1 }] },
    config: { machine: "b", disk: 100, labels: { a: "2", b: "3" } },
  };

  expect(refreshedInputs(inputs, state, facts)).toEqual({
    name: "c",
    config: { machine: "b", labels: { a: "2" } },
    items: [{ key: "k" }],
  });
});

test("a refresh drops what is no longer there", () => {
  expect(refreshedInputs({ name: "c", ssd: { count: 1 } }, { name: "c" }, facts)).toEqual({ name: "c" });
});

test("a set keeps its order, and what is not in it any more goes", () => {
  const inputs = { scopes: ["b", "a"], config: { scopes: ["y", "x"] } };
  const state = { scopes: ["a", "b", "c"], config: { scopes: ["x"] } };

  expect(refreshedInputs(inputs, state, facts)).toEqual({ scopes: ["b", "a"], config: { scopes: ["x"] } });
});

test("an import has every field that could be asked for and says something, or has to", () => {
  const schema = z.strictObject({
    ...{ name: z.string(), protected: z.boolean().optional(), spot: z.boolean().optional() },
    open: z.boolean().optional(),
    addon: z.strictObject({ disabled: z.boolean() }).optional(),
    config: z.strictObject({
      machine: z.string(),
      boot: z.string().optional(),
      count: z.number().optional(),
    }),
    items: z.array(z.strictObject({ key: z.string() })).optional(),
    tags: z.record(z.string(), z.string()).optional(),
  });
  const state = {
    ...{ name: "c", protected: true, open: false, spot: false, selfLink: "https://c", tags: { a: "1" } },
    addon: { disabled: false },
    config: { machine: "a", boot: "pd", count: 0, endpoint: "1.2.3.4" },
    items: [{ key: "k", id: "1" }],
  };

  expect(importedInputs(schema, state, facts)).toEqual({
    name: "c",
    ...{ open: false, addon: { disabled: false } },
    config: { machine: "a" },
    items: [{ key: "k" }],
    tags: { a: "1" },
  });
});
