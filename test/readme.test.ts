import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { acceleratorNames } from "../components/accelerators/table";
import { images, versions } from "../components/versions";

/** What the documents say about names and places that the code decides. */

const root = path.join(__dirname, "..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "tools/README.md",
  ...readdirSync(path.join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...readdirSync(path.join(root, "local")).map((name) => `local/${name}/README.md`),
];

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

/** A document without its code blocks, in which brackets and `#` mean something else. */
function prose(file: string): string {
  return read(file).replace(/^```.*?^```$/gms, "");
}

/** All texts that a pattern's first group finds. */
function found(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, group]) => group ?? []);
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchors(file: string): readonly string[] {
  return found(prose(file), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function brokenLinks(file: string): readonly string[] {
  return found(prose(file), /\]\(([^)]+)\)/g).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [target = "", anchor] = link.split("#");
    const linked = target === "" ? file : path.join(path.dirname(file), target);
    if (!existsSync(path.join(root, linked))) return true;
    return anchor !== undefined && !anchors(linked).includes(anchor);
  });
}

function problemCodes(): readonly string[] {
  const union = /type ProblemCode =([^;]+);/.exec(read("components/problems/problems.ts"))?.[1] ?? "";
  return found(union, /"(\w+)"/g);
}

test("docs/errors.md explains every problem code, and no other", () => {
  const explained = found(read("docs/errors.md"), /^\| `(\w+)`/gm);
  expect(explained.length).toBeGreaterThan(0);
  expect([...explained].sort()).toEqual([...problemCodes()].sort());
});

test("docs/configuration.md explains every key of a stack file, and no other", () => {
  const shape = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
  const schema = z
    .object({
      properties: z.object({ config: shape }),
      definitions: z.record(z.string(), shape),
    })
    .parse(JSON.parse(read("docs/stack-config.schema.json")));
  // What an encrypted value looks like is Pulumi's own.
  const { EncryptedValue: _, ...definitions } = schema.definitions;
  const { "switchyard:models": __, ...top } = schema.properties.config.properties;
  const keys = [top, ...Object.values(definitions).map(({ properties }) => properties)]
    .flatMap((properties) => Object.keys(properties))
    .map((key) => key.replace("switchyard:", ""));
  const tables = found(read("docs/configuration.md"), /<!-- keys: \w+ -->([^]*?)<!-- \/keys -->/g).join("");
  const explained = found(tables, /^\| `([^`]+)`/gm).flatMap((cell) =>
    cell.replace("switchyard:", "").replace("[]", "").split("."),
  );
  expect(explained.length).toBeGreaterThan(0);
  expect([...new Set(explained)].sort()).toEqual([...new Set(keys)].sort());
});

test("docs/add-a-model.md lists every accelerator", () => {
  const text = read("docs/add-a-model.md");
  expect(acceleratorNames.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test("docs/upgrading.md names every version of the lock", () => {
  const text = read("docs/upgrading.md");
  const tags = [images.vllmGpu, images.vllmTpu].map((image) => image.split(":")[1] ?? image);
  expect([...Object.values(versions), ...tags].filter((version) => !text.includes(version))).toEqual([]);
});

test.each(documents)("every npm script that %s names exists", (file) => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read("package.json")));
  const named = found(read(file), /\bnpm run (?:--silent )?([a-z][\w:-]*)/g);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("the README names every npm script that a user may run", () => {
  const text = read("README.md");
  for (const name of ["start", "test"]) expect(text).toContain(`npm ${name}`);
  for (const name of ["local", "synth", "cost", "api", "test:unit", "test:e2e", "lint", "schema", "imports"])
    expect(text).toContain(`npm run ${name}`);
});

test.each(documents)("every link of %s leads to a file and a heading that exist", (file) => {
  expect(brokenLinks(file)).toEqual([]);
});
