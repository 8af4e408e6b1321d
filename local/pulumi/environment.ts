import path from "node:path";
import type { ClusterSettings } from "../settings";
import type { Toolchain, ToolName } from "../toolchain";

/** What the environment of the engine follows from. */
export interface PulumiContext {
  readonly settings: ClusterSettings;
  readonly toolchain: Toolchain;
  /** Whether BBR's chart can be pulled from its registry; if not, the folder inside the pinned module is used. */
  readonly chartReachable: boolean;
}

/** Programs that Pulumi looks up on PATH. */
const pulumiTools: readonly ToolName[] = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes"];

/** The variables that make a plain `pulumi` work on the laptop cluster and on nothing else, apart from PATH. */
export function pulumiVariables(context: PulumiContext): Readonly<Record<string, string>> {
  const { settings, toolchain, chartReachable } = context;
  return {
    PULUMI_HOME: pulumiHome(settings),
    // The engine replaces its state in one step, but not the file of attributes beside it: killed in that moment, it
    // would never read its state again. Nothing needs those attributes.
    PULUMI_BACKEND_URL: `file://${settings.pulumiStateDir}?metadata=skip`,
    // The stack file is part of the checkout and holds no secret: a passphrase of its own for every machine would
    // rewrite the salt in it. What guards the state is that only its owner may open the folder.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    SWITCHYARD_KUBECONFIG: settings.kubeconfig,
    ...(chartReachable ? {} : { SWITCHYARD_BBR_CHART: toolchain.bodyBasedRouterChart }),
  };
}

/**
 * Folders to put before PATH: those of the tools in the cache. A tool that was found on PATH is there already, and
 * moving its folder to the front could bring another `node` along.
 */
export function toolFolders(toolchain: Toolchain): readonly string[] {
  const cached = pulumiTools
    .map((name) => toolchain.tools[name])
    .filter((file) => isInside(toolchain.cacheDir, file));
  return [...new Set(cached.map((file) => path.dirname(file)))];
}

/** The whole environment of the engine, on top of `base`. */
export function pulumiEnvironment(context: PulumiContext, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const searchPath = [...toolFolders(context.toolchain), base["PATH"] ?? ""].join(path.delimiter);
  return { ...base, ...pulumiVariables(context), PATH: searchPath };
}

/** Folder of the engine's own files: none of the user's logins or plugins are seen or changed. */
export function pulumiHome(settings: ClusterSettings): string {
  return path.join(settings.stateDir, "pulumi-home");
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}
