import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import ts from "typescript";
import { z } from "zod";
import { projectDir, sourcesIn } from "./support/sources";
import type { SourceFile } from "./support/sources";

const names = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: names, devDependencies: names, peerDependencies: names })
  .parse(JSON.parse(readFileSync(path.join(projectDir, "package.json"), "utf8")));
const entries = z
  .object({ files: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(path.join(projectDir, "tsconfig.build.json"), "utf8"))).files;

const imports = ({ text }: SourceFile): readonly string[] =>
  ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);

/** The packages that some sources import, types included. */
function packages(sources: readonly SourceFile[]): readonly string[] {
  const bare = sources.flatMap(imports).filter((name) => !name.startsWith(".") && !isBuiltin(name));
  const name = (imported: string) =>
    imported
      .split("/")
      .slice(0, imported.startsWith("@") ? 2 : 1)
      .join("/");
  return [...new Set(bare.map(name))].sort();
}

/** The sources that an entry loads, itself included. */
function reachable(...files: readonly string[]): readonly SourceFile[] {
  const found = new Map<string, SourceFile>();
  const visit = (file: string): void => {
    if (found.has(file)) return;
    const source = { file, text: readFileSync(path.join(projectDir, file), "utf8") };
    found.set(file, source);
    for (const name of imports(source).filter((one) => one.startsWith(".")))
      visit(path.posix.join(path.posix.dirname(file), `${name.replace(/\.js$/, "")}.ts`));
  };
  files.forEach(visit);
  return [...found.values()];
}

test("what the published package imports is what it declares", () => {
  const published = reachable(...entries);

  expect(published.length).toBeGreaterThan(100);
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  expect(packages(published)).toEqual(Object.keys(declared).sort());
});

test.each(["components/charts.ts", "components/checks.ts", "infra/stack.ts", "cli/main.ts"])(
  "%s loads no engine, no cluster client and no other program",
  (entry) => {
    const imported = reachable(entry).flatMap(imports);
    expect(imported.filter((name) => /^(?:@pulumi|@kubernetes)\/|child_process$/.test(name))).toEqual([]);
  },
);

test("a framework that is a peer is tested at one version, which its range allows", () => {
  for (const [name, range] of Object.entries(manifest.peerDependencies))
    expect(`^${manifest.devDependencies[name] ?? "nothing"}`).toBe(range);
});

test("every package that any source imports is declared", () => {
  const sources = sourcesIn("bench", "cli", "components", "examples", "infra", "local", "scripts", "test");
  const declared = [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.devDependencies),
    // The examples import the package by its name.
    "switchyard",
  ];

  expect(packages(sources).filter((name) => !declared.includes(name))).toEqual([]);
});
