import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { simulatedGcpFiles } from "./files";
import { writeSettings } from "./settings";
import type { SimulatedGcpOptions } from "./settings";

/** A command that replaces one of Google Cloud's. */
export interface Command {
  /** Name to look up on PATH. */
  readonly name: string;
  /** Program and arguments, before the caller's arguments. */
  readonly words: readonly string[];
}

/** Loaded by both commands before their TypeScript: tsx reads every file loaded after it, which takes longer. */
const loaders = ["zod", "yaml", "tsx/cjs"];
const protocol = ["@grpc/grpc-js", "@pulumi/pulumi/proto/provider_grpc_pb"];

/** The commands of a simulated Google Cloud, each by the absolute paths of its program and of the Node that runs this. */
export function simulatedGcpCommands(dir: string): readonly Command[] {
  const command = (name: string, file: string, packages: readonly string[]): Command => ({
    name,
    words: [
      process.execPath,
      ...packages.flatMap((one) => ["--require", require.resolve(one)]),
      path.join(__dirname, file),
      dir,
    ],
  });
  return [
    command("pulumi-resource-gcp", "main.ts", [...protocol, ...loaders]),
    command("gke-gcloud-auth-plugin", "auth-plugin.ts", loaders),
  ];
}

/** A shell script that `exec`s the command: the process number stays, so that the caller can stop it. */
export function commandScript({ words }: Command): string {
  return `#!/bin/sh\nexec ${words.map(shellQuote).join(" ")} "$@"\n`;
}

/**
 * Turns a folder into a simulated Google Cloud: settings, and in `bin` the commands that Pulumi and the Kubernetes provider
 * look up on PATH. Existing resources stay.
 */
export function installSimulatedGcp(dir: string, settings: SimulatedGcpOptions): void {
  const { bin } = simulatedGcpFiles(dir);
  mkdirSync(bin, { recursive: true, mode: 0o700 });
  writeSettings(dir, settings);
  for (const command of simulatedGcpCommands(dir)) {
    const file = path.join(bin, command.name);
    writeFileSync(`${file}.partial`, commandScript(command), { mode: 0o755 });
    renameSync(`${file}.partial`, file);
  }
}

function shellQuote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
