import { allProperties, interfaceDocs } from "../../scripts/interface-docs";

function docs(...lines: readonly string[]) {
  return interfaceDocs("props.ts", lines.join("\n"));
}

test("the properties of an exported interface, with their comments and defaults", () => {
  expect(
    docs(
      "export interface Props {",
      "  /** Name of the model. */",
      "  readonly model: string;",
      "  /**",
      "   * How many copies run.",
      "   * 0 parks the model.",
      "   * @default 1",
      "   */",
      "  readonly replicas?: number;",
      "  /**",
      "   * Image to run.",
      "   * @default - the one of",
      "   *   the accelerator",
      "   */",
      "  image?: string;",
      "}",
    ),
  ).toEqual([
    {
      name: "Props",
      parents: [],
      properties: [
        { name: "model", optional: false, comment: "Name of the model.", defaultText: undefined },
        {
          name: "replicas",
          optional: true,
          comment: "How many copies run. 0 parks the model.",
          defaultText: "1",
        },
        {
          name: "image",
          optional: true,
          comment: "Image to run.",
          defaultText: "- the one of the accelerator",
        },
      ],
    },
  ]);
});

test("a property without a comment is told apart from one with an empty default", () => {
  const [props] = docs(
    "export interface Props {",
    "  bare: string;",
    "  // no TSDoc",
    "  plain: string;",
    "}",
  );
  expect(props?.properties).toEqual([
    { name: "bare", optional: false, comment: "", defaultText: undefined },
    { name: "plain", optional: false, comment: "", defaultText: undefined },
  ]);
});

test("what is not exported, not an interface, or not a property does not count", () => {
  const found = docs(
    "interface Hidden { a: string }",
    "export type Alias = { a: string };",
    "export class Thing { a = 1; }",
    "export interface Shown { a: string; method(): void; [key: string]: unknown }",
    "export interface Other {}",
  );
  expect(found.map(({ name, properties }) => [name, properties.map((one) => one.name)])).toEqual([
    ["Shown", ["a"]],
    ["Other", []],
  ]);
});

test("links and code in a comment keep their words", () => {
  const [props] = docs(
    "export interface Props {",
    "  /** See {@link Other} and `kubectl`. */",
    "  a: string;",
    "}",
  );
  expect(props?.properties[0]?.comment).toBe("See {@link Other} and `kubectl`.");
});

test("the defaults of one property do not become those of the next", () => {
  const [props] = docs(
    "export interface Props {",
    "  /**",
    "   * First.",
    "   * @default 1",
    "   */",
    "  a?: number;",
    "  /** Second. */",
    "  b?: number;",
    "}",
  );
  expect(props?.properties.map((one) => one.defaultText)).toEqual(["1", undefined]);
});

test("an interface has the properties of those that it extends, its own before them", () => {
  const all = docs(
    "export interface Pool {",
    "  /** Of all. */",
    "  nodes: number;",
    "  /** Of all. */",
    "  spot: boolean;",
    "}",
    "export interface TpuPool extends Pool {",
    "  /** Of one. */",
    "  nodes: number;",
    "  /** Of one. */",
    "  topology: string;",
    "}",
  );

  expect(allProperties("TpuPool", all).map(({ name, comment }) => [name, comment])).toEqual([
    ["nodes", "Of one."],
    ["topology", "Of one."],
    ["nodes", "Of all."],
    ["spot", "Of all."],
  ]);
  expect(allProperties("Unknown", all)).toEqual([]);
});

test("of `Omit` the parent is what something is left out of", () => {
  const found = docs(
    "export interface Base {",
    "  /** Kept. */",
    "  a: string;",
    "  /** Replaced. */",
    "  b: string;",
    "}",
    'export interface Child extends Omit<Base, "b"> {',
    "  /** Its own. */",
    "  b: number;",
    "}",
  );

  expect(found.map(({ parents }) => parents)).toEqual([[], ["Base"]]);
  expect(allProperties("Child", found).map(({ name, comment }) => [name, comment])).toEqual([
    ["b", "Its own."],
    ["a", "Kept."],
    ["b", "Replaced."],
  ]);
});
