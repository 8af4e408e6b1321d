import path from "node:path";
import { pulumiVariables, toolFolders } from "../pulumi/environment";
import type { ClusterSettings } from "../settings";
import { evalCommand } from "./next-steps";
import { loadToolchain } from "./saved-toolchain";

/** What a shell needs for plain `pulumi` and `kubectl` on the laptop cluster. */
export interface ShellEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Folders to put before PATH. */
  readonly path: readonly string[];
}

/**
 * Prints the environment for a plain `pulumi up --stack local`.
 * @throws UserError when the cluster has never been started.
 */
export function runEnv(settings: ClusterSettings, json: boolean): void {
  const { toolchain, chartReachable } = loadToolchain(settings);
  const variables = {
    ...pulumiVariables({ settings, toolchain, chartReachable }),
    KUBECONFIG: settings.kubeconfig,
  };
  const environment = { variables, path: toolFolders(toolchain) };
  console.log(
    json
      ? JSON.stringify(flat(environment, process.env["PATH"] ?? ""), null, 2)
      : exportLines(environment, settings.slot),
  );
}

/** The variables alone, PATH as it then is among them: to be merged into the environment of a process. */
export function flat(
  { variables, path: folders }: ShellEnvironment,
  searchPath: string,
): Readonly<Record<string, string>> {
  return { ...variables, PATH: [...folders, searchPath].join(path.delimiter) };
}

/** Lines that a POSIX shell evaluates, and how to. */
export function exportLines({ variables, path: folders }: ShellEnvironment, slot: number): string {
  const exports = Object.entries(variables).map(([name, value]) => `export ${name}=${shellQuoted(value)}`);
  const searchPath = `export PATH=${shellQuoted(folders.join(path.delimiter))}:"$PATH"`;
  return [
    ...exports,
    ...(folders.length > 0 ? [searchPath] : []),
    `# take it with: ${evalCommand(slot)}, then: pulumi up --stack local`,
  ].join("\n");
}

/** A text as one word of a POSIX shell, whatever it holds. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
