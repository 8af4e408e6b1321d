import { isBuiltin } from "node:module";
import path from "node:path";
import ts from "typescript";
import manifest from "../package.json";
import { sourcesIn } from "./support/sources";
import type { SourceFile } from "./support/sources";

/** What a source imports: packages as they are, files by their path in the project. Types count too. */
function importsOf({ file, text }: SourceFile): readonly string[] {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith(".") ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
    );
}

function violations(sources: readonly SourceFile[], forbidden: RegExp): readonly string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter((imported) => forbidden.test(imported))
      .map((imported) => `${source.file} imports ${imported}`),
  );
}

const components = sourcesIn("components");
const infra = sourcesIn("infra");
const isPure = ({ file }: SourceFile): boolean =>
  !/(?:\.pulumi|^components\/(?:index|pulumi))\.ts$/.test(file);

test("the pure side loads without an engine, a cluster or a process", () => {
  const pure = [
    ...components.filter(isPure),
    ...infra.filter(({ file }) => file.startsWith("infra/config/")),
  ];

  expect(pure.length).toBeGreaterThan(30);
  expect(violations(pure, /^(?:@pulumi\/|@kubernetes\/|(?:node:)?child_process$)/)).toEqual([]);
});

test("the pure side does not reach the engine through a neighbour either", () => {
  const pure = components.filter(isPure);

  expect(violations(pure, /^components\/(?:index|pulumi|.*\.pulumi)$/)).toEqual([]);
});

test("components stand alone", () => {
  expect(violations(components, /^(?:infra|local|cli|test)\//)).toEqual([]);
});

test("the program does not need the laptop cluster", () => {
  expect(violations(infra, /^(?:local|cli|test)\//)).toEqual([]);
});

test("the simulated Google Cloud reads nothing of what it is to check, not through a neighbour either", () => {
  const simulated = sourcesIn("local/simulated-gcp");
  const neighbours = sourcesIn("local").filter(({ file }) =>
    simulated.some((source) => importsOf(source).includes(file.replace(/\.ts$/, ""))),
  );

  expect(simulated.length).toBeGreaterThan(40);
  expect(violations([...simulated, ...neighbours], /^(?:components|infra)\//)).toEqual([]);
});

test("only infra/index.ts reads the engine's configuration", () => {
  const readers = [...components, ...infra, ...sourcesIn("local", "cli")]
    .filter(({ text }) => /\b(?:allConfig|getConfig)\(|new (?:pulumi\.)?Config\(/.test(text))
    .map(({ file }) => file);

  expect(readers).toEqual(["infra/index.ts"]);
});

test("the engine is imported by parts, never as a whole, which would take seconds", () => {
  expect(violations([...components, ...infra], /^@pulumi\/(?:gcp|kubernetes)$/)).toEqual([]);
});

/** Packages that sources import, without those of a list. */
function packagesOutside(sources: readonly SourceFile[], declared: object): readonly string[] {
  const names = sources
    .flatMap((source) => ts.preProcessFile(source.text).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith(".") && !isBuiltin(name))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].filter((name) => !Object.hasOwn(declared, name)).sort();
}

test("every imported package is declared, and the published part needs no development package", () => {
  const { dependencies, devDependencies } = manifest;
  const all = [...components, ...infra, ...sourcesIn("local", "cli", "bench")];

  expect(packagesOutside(all, { ...dependencies, ...devDependencies })).toEqual([]);
  expect(packagesOutside(components, dependencies)).toEqual([]);
  // What the test would have found: imported by the simulated cloud, and there by chance.
  expect(packagesOutside(sourcesIn("local/simulated-gcp"), dependencies)).toEqual([
    "@grpc/grpc-js",
    "google-protobuf",
  ]);
});
