import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findProgram, imageContracts, programFolders } from "./image-contracts";
import type { ImageContract, ProgramFile } from "./image-contracts";

/** The programs that replace images on a laptop. */
export interface ImageTools {
  readonly bbr: string;
  readonly epp: string;
  readonly envoy: string;
}

/** An image with its programs in a folder of this machine. */
export interface RunnableImage {
  readonly contract: ImageContract;
  /** Represents the image's root. */
  readonly root: string;
}

/** The images that can be run on a laptop, by their exact name, with their programs written below a folder. */
export function unpackImages(tools: ImageTools, folder: string): ReadonlyMap<string, RunnableImage> {
  return new Map(
    [...imageContracts].map(([name, contract]) => {
      const root = path.join(folder, name.replaceAll(/[/:]/g, "_"));
      unpack(contract, tools, root);
      return [name, { contract, root }];
    }),
  );
}

/** Why an image that is not in the table cannot be pulled. */
export function unknownImage(images: ReadonlyMap<string, RunnableImage>, image: string): string {
  return `the laptop cluster cannot run image ${image}; it runs ${[...images.keys()].join(", ")}`;
}

/** PATH of a container: only the folders of its image. */
export function searchPath({ root }: RunnableImage): string {
  return programFolders.map((folder) => path.join(root, folder)).join(":");
}

/** A program to start, or why a container runtime cannot. */
export type Executable =
  { readonly program: string; readonly args: readonly string[] } | { readonly failure: string };

/**
 * What a container executes: `command` replaces the image's entrypoint, and `args` its own arguments.
 * @param volumes folders of this machine that have replaced the mounts' paths in both.
 */
export function executable(
  { contract, root }: RunnableImage,
  command: readonly string[],
  args: readonly string[],
  volumes: readonly string[] = [],
): Executable {
  const own = args.length > 0 ? args : contract.cmd;
  const [program = "", ...rest] =
    command.length > 0 ? [...command, ...args] : [...contract.entrypoint, ...own];
  const file = findProgram(contract, program);
  if (file !== undefined) return { program: path.join(root, file), args: rest };
  if (volumes.some((folder) => program.startsWith(`${folder}/`)) && existsSync(program))
    return { program, args: rest };
  return { failure: notFound(program) };
}

/** In the words of containerd 2 and runc 1.2. */
function notFound(program: string): string {
  const why = program.includes("/")
    ? `stat ${program}: no such file or directory`
    : "executable file not found in $PATH";
  return (
    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: " +
    `unable to start container process: error during container init: exec: "${program}": ${why}: unknown`
  );
}

/** Written to another file and then moved, because an earlier agent's container may still run from it. */
function unpack({ programs }: ImageContract, tools: ImageTools, root: string): void {
  const partial = `${root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const [name, file] of Object.entries(programs)) {
    const target = path.join(partial, name);
    mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    writeProgram(target, name, file, tools);
  }
  rmSync(root, { recursive: true, force: true });
  renameSync(partial, root);
}

function writeProgram(target: string, name: string, file: ProgramFile, tools: ImageTools): void {
  switch (file.kind) {
    case "tool":
      symlinkSync(tools[file.tool], target);
      return;
    case "system": {
      const found = onPath(file.name);
      if (found !== undefined) symlinkSync(found, target);
      return;
    }
    case "envoy":
      // Sockets of a pod are on the loopback form of its address.
      writeFileSync(
        target,
        `#!/bin/bash\nexec ${quoted(tools.envoy)} "\${@//0.0.0.0/127.\${SWITCHYARD_POD_IP#10.}}"\n`,
      );
      chmodSync(target, 0o755);
      return;
    case "vllm":
      writeShell(target, `exec ${modelServer.map(quoted).join(" ")} ${file.name} "$@"`);
      return;
    case "script":
      // With this, bash prints the script's own path in its messages; with a socket as input it would read a profile.
      writeShell(target, `exec bash --norc -c ${quoted(file.text)} ${quoted(name)} "$@"`);
  }
}

function writeShell(target: string, line: string): void {
  writeFileSync(target, `#!/bin/sh\n${line}\n`);
  chmodSync(target, 0o755);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function onPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(":");
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/**
 * tsx is given by its file, because packages are not found from the process's folder. Its hook for CommonJS is enough, and
 * without the one for ES modules each server takes 20 MiB less.
 */
const modelServer = [
  process.execPath,
  "--require",
  require.resolve("tsx/cjs"),
  require.resolve("@switchyard/model-server/main"),
];
