import { readFileSync } from "node:fs";
import path from "node:path";
import { keyTables, withKeyTables } from "../../scripts/key-tables";

const written = readFileSync(path.join(__dirname, "..", "..", "docs", "configuration.md"), "utf8");

/** The cells of the row of a key, without the key itself. */
function row(table: string, key: string): readonly string[] {
  const line = keyTables[table]?.()
    .split("\n")
    .find((one) => one.startsWith(`| \`${key}\` `));
  return (line ?? "")
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

test("docs/configuration.md is what `npm run schema` writes, with every table once", () => {
  expect(withKeyTables(written)).toBe(written);
  for (const name of Object.keys(keyTables)) expect(written.split(`<!-- keys: ${name} -->`)).toHaveLength(2);
});

test.each([
  ["a range with its unit", "model", "requestTimeoutSec", ["1 to 86400 seconds", "300", "restarts nothing"]],
  [
    "a choice",
    "cluster",
    "switchyard:cluster.location",
    ["`zone`, `region`", "`zone`", "replaces the cluster"],
  ],
  [
    "one of two types, of which one has a unit",
    "model",
    "maxModelLen",
    [
      "1 to 10000000 tokens or `auto`",
      "the model's own limit; on a GPU, `auto` if that is certain not to fit",
      "restarts the model's pods",
    ],
  ],
  [
    "a key that must be written where its group is",
    "nodePools",
    "switchyard:nodePools.gpuSharing.clientsPerGpu",
    [
      "2 to 48 replicas",
      "required with `gpuSharing`, else each replica has its own node",
      "replaces the node pool and restarts the models' pods",
    ],
  ],
])("%s", (_, table, key, expected) => {
  expect(row(table, key).slice(1)).toEqual(expected);
});

test("a key that groups share is listed once: in the table of variants, what they have to themselves", () => {
  const keys = [...(keyTables["variants"]?.() ?? "").matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);

  expect(keys).toEqual([
    "variants[].accelerator",
    "variants[].name",
    "variants[].replicas",
    "variants[].weight",
  ]);
});

test("a marker of an unknown table is refused", () => {
  expect(() => withKeyTables("<!-- keys: colours -->\n\n<!-- /keys -->")).toThrow(
    "no table is called colours",
  );
});
