import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { loadStack } from "../infra/load-stack";
import { stackWarnings } from "../infra/stack-warnings";
import { differences, synthFiles } from "../infra/synth-files";
import type { Difference, SynthFile } from "../infra/synth-files";
import { typed } from "./installation";
import type { Installation } from "./installation";
import { checkFolder, makeFolder } from "./output-folder";

/** Options of `switchyard synth`. */
export interface SynthOptions {
  readonly stack: string;
  /** Folder to write to. */
  readonly out: string;
  /** Write nothing, and fail when the folder is out of date. */
  readonly check: boolean;
  readonly json: boolean;
}

/**
 * Writes the objects of a stack as YAML, or checks that a folder is up to date. Its result is the process's exit code.
 * @throws InvalidArgs when the stack has a problem, and UsageError when there can be no such folder; nothing is written then.
 */
export function runSynth(projectDir: string, options: SynthOptions, installation: Installation): void {
  const { stack, out, check } = options;
  checkFolder(out);
  const loaded = loadStack(stack, projectDir);
  for (const warning of stackWarnings(loaded.spec)) console.error(`warning: ${warning}`);
  const wanted = synthFiles(loaded);
  const changes = differences(wanted, readFolder(out));
  if (!check) update(wanted, changes, out);
  else if (changes.length > 0) process.exitCode = 1;
  if (options.json) console.log(JSON.stringify({ stack, out, files: wanted.length, changes }, null, 2));
  else if (!check) printWritten(wanted.length, changes.length, out);
  else printChecked(wanted.length, changes, options, installation);
}

function update(wanted: readonly SynthFile[], changes: readonly Difference[], out: string): void {
  write(wanted, out);
  for (const { path: stale } of changes.filter(({ kind }) => kind === "left over"))
    rmSync(path.join(out, stale));
}

function printWritten(files: number, changes: number, out: string): void {
  console.log(`${files} files in ${out}, ${changes} of them new, changed or removed.`);
  console.log(
    `Next, with Helm 3 on PATH: kubectl kustomize --enable-helm ${out} | kubectl apply --server-side -f -`,
  );
}

function printChecked(
  files: number,
  changes: readonly Difference[],
  { stack, out }: SynthOptions,
  installation: Installation,
): void {
  if (changes.length === 0) {
    console.log(`${out} is up to date: ${files} files.`);
    return;
  }
  for (const { path: changed, kind } of changes) console.error(`${kind}: ${changed}`);
  console.error(`${out} is out of date. Next: ${typed("synth", installation)} --stack ${stack} --out ${out}`);
}

/** The YAML files of a folder and of the folders in it. `synth` writes no deeper, so nothing deeper is read. */
function readFolder(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = ["", ...folders.map(({ name }) => name)].flatMap((inside) =>
    readdirSync(path.join(folder, inside))
      .map((name) => path.join(inside, name))
      .filter((name) => name.endsWith(".yaml") && isFile(path.join(folder, name))),
  );
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

function isFile(target: string): boolean {
  return statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
}

function write(files: readonly SynthFile[], folder: string): void {
  const targets = files.map(({ path: name, content }) => ({ target: path.join(folder, name), content }));
  for (const parent of new Set(targets.map(({ target }) => path.dirname(target)))) makeFolder(parent);
  for (const { target, content } of targets) writeFileSync(target, content);
}
