/**
 * Moving a version is one change of the lock: no test repeats one. What is recorded of a release is data and not looked at:
 * the golden files and the cases that vLLM's parser was tried with.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { versions } from "../components/versions";
import { extraTools } from "@switchyard/toolchain/extra-tools";
import { toolsWith } from "@switchyard/toolchain/tools";
import { projectDir, sourcesIn } from "./support/sources";
import type { SourceFile } from "./support/sources";

const engine = /^(?:@pulumi\/|cdk8s|constructs$)/;

const packageJson = z.object({ devDependencies: z.record(z.string(), z.string()) });

function lockedVersions(): readonly string[] {
  const { devDependencies } = packageJson.parse(
    JSON.parse(readFileSync(path.join(projectDir, "package.json"), "utf8")),
  );
  const packages = Object.entries(devDependencies).filter(([name]) => engine.test(name));
  const built = [...toolsWith("current"), ...toolsWith("minimum"), ...Object.values(extraTools)];
  const all = [
    ...Object.values(versions),
    ...built.map(({ version }) => version),
    ...packages.map(([, version]) => version),
  ];
  return [...new Set(all.map((version) => version.replace(/^v/, "")))];
}

/** Lines that hold one of the versions, and not as a part of a longer one. */
function literalsIn({ file, text }: SourceFile, locked: readonly string[]): readonly string[] {
  const escaped = locked.map((version) => version.replaceAll(".", "\\\\?\\."));
  const literal = new RegExp(`(?<![\\d.])(?:${escaped.join("|")})(?!\\.?\\d|-gke)`);
  return text
    .split("\n")
    .flatMap((line, index) => (literal.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
}

test("no test repeats a version of the lock", () => {
  const locked = lockedVersions();
  expect(locked).toEqual(expect.arrayContaining([versions.keda, versions.vllm]));
  const tests = [
    ...sourcesIn("test"),
    ...sourcesIn("local").filter(({ file }) => /^local\/[^/]+\/test\//.test(file)),
  ];
  expect(tests.some(({ file }) => file.startsWith("local/"))).toBe(true);
  expect(tests.flatMap((source) => literalsIn(source, locked))).toEqual([]);
});

test.each([
  ["1.2.3", true],
  ["vllm:v1.2.3@sha256", true],
  ["/^envoy 1\\.2\\.3: /", true],
  ["1.2.3-linux", true],
  ["11.2.3", false],
  ["1.2.34", false],
  ["1.2.3.4", false],
  ["1.2.3-gke.1", false],
])("in %j it is found: %s", (text, found) => {
  expect(literalsIn({ file: "a.ts", text }, ["1.2.3"])).toEqual(found ? [`a.ts:1: ${text}`] : []);
});
