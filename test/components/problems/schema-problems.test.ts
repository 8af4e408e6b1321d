import { z } from "zod";
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

function problemsFor(value: unknown, fixes: Record<string, string> = {}): readonly string[] {
  const { error } = schema.safeParse(value);
  return error ? schemaProblems(error, value, fixes, schema).map(formatProblem) : [];
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

  test("gets the fix of its key, also inside a list of that key", () => {
    expect(problemsFor({ list: [7] }, { list: "write flags" })).toEqual([
      "list[0]: must be a mapping of keys to values, got 7; write flags [WrongType]",
    ]);
  });

  test("gets the fix of its key in that section before the fix of its key", () => {
    const fixes = { count: "count again", "any.count": "count what is in any" };

    expect(problemsFor({ count: "x", byName: { any: { count: "y" } } }, fixes)).toEqual([
      'count: must be a number, got "x"; count again [WrongType]',
      'byName.any.count: must be a number, got "y"; count what is in any [WrongType]',
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
    const empty = z.strictObject({});
    const { error } = empty.safeParse({ extra: 1 });

    expect(error && schemaProblems(error, { extra: 1 }, {}, empty).map(formatProblem)).toEqual([
      "extra: must be a known key, got 1; remove it [UnknownKey]",
    ]);
  });
});

test("every problem is reported, not only the first", () => {
  expect(problemsFor({ count: 0, size: "huge", colour: "red" })).toHaveLength(3);
});
