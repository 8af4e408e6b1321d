import { isBuiltin } from "node:module";
import ts from "typescript";
import manifest from "../package.json";
import { sourcesIn, violations } from "./support/sources";
import type { SourceFile } from "./support/sources";

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

test("only infra/index.ts reads the engine's configuration", () => {
  const readers = [...components, ...infra, ...sourcesIn("local", "cli")]
    .filter(({ text }) => /\b(?:allConfig|getConfig)\(|new (?:pulumi\.)?Config\(/.test(text))
    .map(({ file }) => file);

  expect(readers).toEqual(["infra/index.ts"]);
});

test("the engine is imported by parts, never as a whole, which would take seconds", () => {
  expect(violations([...components, ...infra], /^@pulumi\/(?:gcp|kubernetes)$/)).toEqual([]);
});

/** Packages that sources import, without those of a list and the parts of the laptop, which npm links. */
function packagesOutside(sources: readonly SourceFile[], declared: object): readonly string[] {
  const names = sources
    .flatMap((source) => ts.preProcessFile(source.text).importedFiles)
    .map(({ fileName }) => fileName)
    .filter((name) => !/^(?:\.|@switchyard\/)/.test(name) && !isBuiltin(name))
    .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
  return [...new Set(names)].filter((name) => !Object.hasOwn(declared, name)).sort();
}

test("every imported package is declared, and the published part needs no development package", () => {
  const { dependencies, devDependencies } = manifest;
  const all = [...components, ...infra, ...sourcesIn("cli", "bench")];

  expect(packagesOutside(all, { ...dependencies, ...devDependencies })).toEqual([]);
  expect(packagesOutside(components, dependencies)).toEqual([]);
  // What the test would find: the simulated cloud declares these itself.
  expect(packagesOutside(sourcesIn("local/simulated-gcp"), dependencies)).toEqual([
    "@grpc/grpc-js",
    "google-protobuf",
  ]);
});
