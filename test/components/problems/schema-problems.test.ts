import { z } from "zod";
import { key, section } from "../../../components/keys/key";
import { formatProblem } from "../../../components/problems/problems";
import { formatPath, schemaProblems } from "../../../components/problems/schema-problems";

const schema = z.strictObject({
  count: z.number().int().min(1).max(9).optional(),
  size: z.enum(["small", "big"]).optional(),
  text: z.string().min(2).max(4).optional(),
  list: z
    .array(z.strictObject({ flag: z.boolean() }))
    .min(1)
    .max(2)
    .optional(),
  pair: z.union([z.string(), z.number()]).optional(),
  label: z
    .string()
    .regex(/^[a-z]+$/, { error: "must be lower-case letters" })
    .optional(),
  byName: z.record(z.string(), z.strictObject({ count: z.number() })).optional(),
});

function problemsFor(value: unknown, declared: z.ZodType = schema): readonly string[] {
  const { error } = declared.safeParse(value);
  return error ? schemaProblems(error, value, declared).map(formatProblem) : [];
}

test.each([
  [[], ""],
  [["zone"], "zone"],
  [["models", 0], "models[0]"],
  [["models", 12, "adapters", 3, "name"], "models[12].adapters[3].name"],
])("the path %j reads %j", (path, expected) => {
  expect(formatPath(path)).toBe(expected);
});

describe("a value that a schema refuses", () => {
  test.each([
    ["a wrong type", { count: "two" }, 'count: must be a number, got "two"; correct it [WrongType]'],
    ["a fraction", { count: 1.5 }, "count: must be a whole number, got 1.5; correct it [WrongType]"],
    ["a number too small", { count: 0 }, "count: must be at least 1, got 0; correct it [OutOfRange]"],
    ["a number too big", { count: 10 }, "count: must be at most 9, got 10; correct it [OutOfRange]"],
    [
      "a text too short",
      { text: "a" },
      'text: must have a length of at least 2, got "a"; correct it [OutOfRange]',
    ],
    [
      "a list too short",
      { list: [] },
      "list: must have a number of entries of at least 1, got []; correct it [OutOfRange]",
    ],
    [
      "a choice that is none",
      { size: "huge" },
      'size: must be one of small, big, got "huge"; correct it [InvalidValue]',
    ],
    [
      "a text of another form",
      { label: "A" },
      'label: must be lower-case letters, got "A"; correct it [InvalidValue]',
    ],
    ["neither of two types", { pair: true }, "pair: Invalid input, got true; correct it [InvalidValue]"],
    [
      "something else than a mapping",
      { list: [7] },
      "list[0]: must be a mapping of keys to values, got 7; correct it [WrongType]",
    ],
    ["a missing key", { list: [{}] }, "list[0].flag: must be set, got nothing; add it [MissingKey]"],
  ])("%s", (_, value, expected) => {
    expect(problemsFor(value)).toEqual([expected]);
  });

  const facts = { description: "A key.", change: "changes nothing" };
  const count = z.number().optional();
  const declared = z.strictObject({
    count: key(count, { ...facts, fix: "count again" }),
    flags: section(z.array(z.strictObject({ count })).default([]), { ...facts, fix: "write flags" }),
    group: section(z.strictObject({ count: key(count, { ...facts, fix: "count the group" }) }).prefault({}), {
      ...facts,
      fix: "write a group",
    }),
    texts: key(z.record(z.string(), key(z.string(), { ...facts, fix: "write a text" })), {
      ...facts,
      fix: "name your texts",
    }),
  });

  test.each([
    ["its key", { count: "x" }, 'count: must be a number, got "x"; count again [WrongType]'],
    [
      "its key in a group, which goes by the same name",
      { group: { count: "x" } },
      'group.count: must be a number, got "x"; count the group [WrongType]',
    ],
    [
      "its group",
      { group: 1 },
      "group: must be a mapping of keys to values, got 1; write a group [WrongType]",
    ],
    [
      "its list, for a whole entry",
      { flags: [7] },
      "flags[0]: must be a mapping of keys to values, got 7; write flags [WrongType]",
    ],
    [
      "nothing, for a key in an entry that says nothing",
      { flags: [{ count: "x" }] },
      'flags[0].count: must be a number, got "x"; correct it [WrongType]',
    ],
    [
      "the values of its mapping",
      { texts: { any: 1 } },
      "texts.any: must be a text, got 1; write a text [WrongType]",
    ],
  ])("gets the fix of %s", (_, value, expected) => {
    expect(problemsFor({ texts: {}, ...value }, declared)).toEqual([expected]);
  });

  test("that is missing gets it, too", () => {
    expect(problemsFor({}, declared)).toEqual([
      "texts: must be set, got nothing; name your texts [MissingKey]",
    ]);
  });
});

describe("an unknown key", () => {
  test("names the nearest known one and all others", () => {
    expect(problemsFor({ conut: 1 })).toEqual([
      "conut: must be a known key, got 1; did you mean `count`? Known are: count, size, text, list, pair, label, byName [UnknownKey]",
    ]);
  });

  test.each([
    [{ list: [{ flag: true, flg: 1 }] }, "list[0].flg", "flag"],
    [{ byName: { any: { count: 1, cont: 1 } } }, "byName.any.cont", "count"],
  ])("inside %j, too", (value, path, known) => {
    expect(problemsFor(value)).toEqual([
      `${path}: must be a known key, got 1; did you mean \`${known}\`? Known are: ${known} [UnknownKey]`,
    ]);
  });

  test("is to be removed where nothing is known", () => {
    expect(problemsFor({ extra: 1 }, z.strictObject({}))).toEqual([
      "extra: must be a known key, got 1; remove it [UnknownKey]",
    ]);
  });
});

test("every problem is reported, not only the first", () => {
  expect(problemsFor({ count: 0, size: "huge", colour: "red" })).toHaveLength(3);
});
