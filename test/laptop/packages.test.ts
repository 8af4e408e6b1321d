/** The import law of the laptop: neighbors of the product, each a package of the npm workspace. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { importsOf, projectDir, sourcesIn, violations } from "../support/sources";

const manifestSchema = z.object({
  name: z.string(),
  private: z.boolean().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

type Manifest = z.infer<typeof manifestSchema>;

function manifestIn(folder: string): Manifest {
  const file = path.join(projectDir, folder, "package.json");
  return manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

const laptop = sourcesIn("local");
const parts = readdirSync(path.join(projectDir, "local"));
const manifests = new Map(parts.map((part) => [part, manifestIn(`local/${part}`)]));

/** What a user of the product can import. */
const entries = /^switchyard(?:\/|$)/;

const neighbors = ({ dependencies, devDependencies }: Manifest) =>
  Object.keys({ ...dependencies, ...devDependencies }).filter((name) => name.startsWith("@switchyard/"));

/** `@scope/name/file` is of the package `@scope/name`. */
function packageOf(imported: string): string {
  return imported
    .split("/")
    .slice(0, imported.startsWith("@") ? 2 : 1)
    .join("/");
}

test("every part is a private package that is named after its folder and describes itself", () => {
  for (const [part, { name, private: isPrivate }] of manifests) {
    expect({ name, isPrivate }).toEqual({ name: `@switchyard/${part}`, isPrivate: true });
    expect(readdirSync(path.join(projectDir, "local", part))).toEqual(
      expect.arrayContaining(["README.md", "package.json", "test"]),
    );
  }
});

test("the laptop imports of the product what a user of it could, in its tests too", () => {
  expect(laptop.length).toBeGreaterThan(400);
  expect(violations(laptop, /^(?:bench|cli|components|examples|infra|scripts|test)\//)).toEqual([]);
});

test("only the cluster imports the product: a fake never reads the tables that it is to check", () => {
  const others = laptop.filter(({ file }) => !file.startsWith("local/cluster/"));

  expect(others.length).toBeGreaterThan(250);
  expect(violations(others, entries)).toEqual([]);
});

test.each(parts)("%s imports what it declares, and no neighbor by a path", (part) => {
  const { dependencies, devDependencies } = manifestIn(`local/${part}`);
  const undeclared = sourcesIn(`local/${part}`).flatMap((source) => {
    const isTest = /^local\/[^/]+\/test(?:ing)?\//.test(source.file);
    const declared = { ...dependencies, ...(isTest ? devDependencies : {}) };
    return importsOf(source)
      .filter((imported) => !imported.startsWith("node:") && !entries.test(imported))
      .filter(
        (imported) => !`${imported}/`.startsWith(`local/${part}/`) && !(packageOf(imported) in declared),
      )
      .map((imported) => `${source.file} imports ${imported}`);
  });

  expect(undeclared).toEqual([]);
});

test("the packages of the laptop depend on each other in one direction", () => {
  const left = new Map([...manifests.values()].map((one) => [one.name, neighbors(one)]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [name, needs] of left) if (!needs.some((need) => left.has(need))) left.delete(name);
  }

  expect([...left.keys()]).toEqual([]);
});

test("what several packages depend on has one version", () => {
  const versions = new Map<string, Set<string>>();
  for (const { dependencies, devDependencies } of [manifestIn("."), ...manifests.values()])
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
  const several = [...versions].filter(([, found]) => found.size > 1).map(([name]) => name);

  expect(versions.size).toBeGreaterThan(20);
  expect(several).toEqual([]);
});
