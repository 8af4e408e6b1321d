import path from "node:path";
import { pulumiVariables, toolFolders } from "../pulumi/environment";
import { defaultStack } from "../settings";
import type { ClusterSettings } from "../settings";
import { evalCommand } from "./next-steps";
import { loadToolchain } from "./saved-toolchain";
import { chosenGateway, readSlotOwner } from "./slot-owner";

/** What a shell needs for plain `pulumi` and `kubectl` on the laptop cluster. */
export interface ShellEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Folders to put before PATH. */
  readonly path: readonly string[];
}

/**
 * Prints the environment for a plain `pulumi up` of the stack that the slot belongs to.
 * @throws UserError when the cluster has never been started.
 */
export function runEnv(settings: ClusterSettings, json: boolean): void {
  const { stack = defaultStack, simulatedProject } = readSlotOwner(settings) ?? {};
  const gatewayProvider = chosenGateway(settings, undefined);
  const context = { settings, ...loadToolchain(settings), simulatedProject, gatewayProvider };
  const variables = { ...pulumiVariables(context), KUBECONFIG: settings.kubeconfig };
  const environment = { variables, path: toolFolders(context) };
  console.log(
    json
      ? JSON.stringify(flat(environment, process.env["PATH"] ?? ""), null, 2)
      : exportLines(environment, settings.slot, stack),
  );
}

/** Only the variables, including the resulting PATH, to be merged into the environment of a process. */
export function flat(
  { variables, path: folders }: ShellEnvironment,
  searchPath: string,
): Readonly<Record<string, string>> {
  return { ...variables, PATH: [...folders, searchPath].join(path.delimiter) };
}

/** Lines for a POSIX shell to evaluate, and a comment on how to. */
export function exportLines(
  { variables, path: folders }: ShellEnvironment,
  slot: number,
  stack: string,
): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuoted(value)}`);
  const searchPath = `export PATH=${shellQuoted(folders.join(path.delimiter))}:"$PATH"`;
  return [
    ...exports,
    ...(folders.length > 0 ? [searchPath] : []),
    `# load it with: ${evalCommand(slot)}, then: pulumi up --stack ${stack}`,
  ].join("\n");
}

/** Quotes any text as one word of a POSIX shell. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
