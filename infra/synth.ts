/** `npm run synth`: writes the objects of a stack as YAML, or checks that a folder is up to date. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { InvalidArgs } from "../components/problems/problems";
import { loadStack } from "./load-stack";
import { stackWarnings } from "./stack-warnings";
import { differences, synthFiles } from "./synth-files";
import type { SynthFile } from "./synth-files";

const projectDir = path.join(__dirname, "..");

interface SynthOptions {
  readonly stack: string;
  readonly out: string;
  readonly check?: true;
}

const program = new Command("synth")
  .description("Write the objects of a stack as YAML, for kubectl or Argo CD.")
  .requiredOption("-s, --stack <name>", "stack to write: local, gpu, tpu or your own")
  .option("-o, --out <folder>", "folder to write to", "dist/manifests")
  .option("--check", "write nothing; exit 1 when the folder is out of date")
  .addHelpText("after", "\nExit codes: 0 done, 1 wrong configuration or out of date.\n")
  .action(synth);

function synth({ stack, out, check }: SynthOptions): void {
  const loaded = loadStack(stack, projectDir);
  for (const warning of stackWarnings(loaded.spec)) console.error(`warning: ${warning}`);
  const wanted = synthFiles(loaded);
  const changes = differences(wanted, readFolder(out));
  if (check === undefined) {
    write(wanted, out);
    for (const { path: stale } of changes.filter(({ kind }) => kind === "left over"))
      rmSync(path.join(out, stale));
    console.log(`${wanted.length} files in ${out}, ${changes.length} of them new, changed or removed.`);
    console.log(
      `Next, with Helm 3 on PATH: kubectl kustomize --enable-helm ${out} | kubectl apply --server-side -f -`,
    );
    return;
  }
  if (changes.length === 0) {
    console.log(`${out} is up to date: ${wanted.length} files.`);
    return;
  }
  for (const { path: changed, kind } of changes) console.error(`${kind}: ${changed}`);
  console.error(`${out} is out of date. Next: npm run synth -- --stack ${stack} --out ${out}`);
  process.exitCode = 1;
}

function readFolder(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".yaml"),
  );
  return new Map(names.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

function write(files: readonly SynthFile[], folder: string): void {
  for (const { path: name, content } of files) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

try {
  program.parse();
} catch (error) {
  if (!(error instanceof InvalidArgs)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
