import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { runCommand } from "./run-command";
import type { AnyToolName, Tool } from "./tool";
import { acceptsVersion, readVersion } from "./tool-version";

const versionTimeoutMs = 2000;

/** The user's own copy of a tool in a version that fits, as an absolute path; undefined when there is none. */
export async function findInstalledCopy(tool: Tool, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const { installed } = tool;
  if (installed === undefined) return undefined;
  const file = findOnPath(tool.name, env);
  if (file === undefined) return undefined;
  const printer = installed.sibling === undefined ? file : path.join(path.dirname(file), installed.sibling);
  const found = await printedVersion(printer, installed.versionArgs, env);
  return found !== undefined && acceptsVersion(installed.accepts, tool.version, found) ? file : undefined;
}

function findOnPath(name: AnyToolName, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function printedVersion(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  try {
    return readVersion(await runCommand(file, args, { env, signal: AbortSignal.timeout(versionTimeoutMs) }));
  } catch {
    return undefined;
  }
}
