import path from "node:path";
import type { ClusterSettings } from "../settings";
import { simulatedGcpFiles } from "@switchyard/simulated-gcp/files";
import type { Toolchain, ToolName } from "@switchyard/toolchain";

/** Inputs of the engine's environment. */
export interface PulumiContext {
  readonly settings: ClusterSettings;
  readonly toolchain: Toolchain;
  /** Whether BBR's chart can be pulled from its registry; if not, the folder inside the pinned module is used. */
  readonly chartReachable: boolean;
  /** Project of the simulated Google Cloud that the stack is deployed to, if any. */
  readonly simulatedProject?: string | undefined;
  /** Kind of gateway that the program deploys instead of the stack's, if any. */
  readonly gatewayProvider?: string | undefined;
}

/** Holds the path of the laptop cluster's kubeconfig. */
export const kubeconfigVariable = "SWITCHYARD_KUBECONFIG";

/** Programs that Pulumi looks up on PATH. */
const pulumiTools: readonly ToolName[] = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes"];

/** The variables, except PATH, that make a plain `pulumi` work on the laptop cluster and on nothing else. */
export function pulumiVariables(context: PulumiContext): Readonly<Record<string, string>> {
  const { settings, toolchain, chartReachable, gatewayProvider } = context;
  return {
    PULUMI_HOME: pulumiHome(settings),
    // The engine replaces its state atomically, but not the attributes file next to it: killed at that moment, it could
    // never read its state again. Nothing needs those attributes.
    PULUMI_BACKEND_URL: `file://${settings.pulumiStateDir}?metadata=skip`,
    // The stack file is part of the checkout and holds no secret: a different passphrase on every machine would rewrite
    // its salt. The state is protected by its folder, which only the owner may open.
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    [kubeconfigVariable]: settings.kubeconfig,
    // The cluster runs KEDA's own processes where a stack needs them: its images cannot run here.
    SWITCHYARD_KEDA: "external",
    ...(gatewayProvider === undefined ? {} : { SWITCHYARD_GATEWAY: gatewayProvider }),
    ...(chartReachable ? {} : { SWITCHYARD_CHARTS: path.dirname(toolchain.bodyBasedRouterChart) }),
    ...simulatedGcpVariables(context),
  };
}

function simulatedGcpVariables({
  settings,
  simulatedProject,
}: PulumiContext): Readonly<Record<string, string>> {
  if (simulatedProject === undefined) return {};
  return {
    SWITCHYARD_SIMULATED_GCP: settings.simulatedGcpDir,
    // Takes precedence: the user's own project, in another variable, does not exist here.
    GOOGLE_PROJECT: simulatedProject,
    // In addition to the system's certificates, which Go finds in a file: GKE's DNS endpoint has a public one.
    SSL_CERT_DIR: certificateFolder(settings),
    // The same for programs in Node.
    NODE_EXTRA_CA_CERTS: certificateFile(settings),
  };
}

/** Folder with the certificate of the laptop's API server, for programs that believe it is GKE's. */
function certificateFolder(settings: ClusterSettings): string {
  return path.join(settings.simulatedGcpDir, "certificates");
}

/** The certificate in it. */
export function certificateFile(settings: ClusterSettings): string {
  return path.join(certificateFolder(settings), "api-server.pem");
}

/**
 * Folders to put before PATH: that of the simulated Google Cloud, whose commands must be found before the real ones, and
 * those of the tools in the cache. A tool that was found on PATH needs no entry, and moving its folder to the front could
 * select another `node`.
 */
export function toolFolders({ settings, toolchain, simulatedProject }: PulumiContext): readonly string[] {
  const simulated = simulatedProject === undefined ? [] : [simulatedGcpFiles(settings.simulatedGcpDir).bin];
  const cached = pulumiTools
    .map((name) => toolchain.tools[name])
    .filter((file) => isInside(toolchain.cacheDir, file));
  return [...simulated, ...new Set(cached.map((file) => path.dirname(file)))];
}

/** The whole environment of the engine, on top of `base`. */
export function pulumiEnvironment(context: PulumiContext, base: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const searchPath = [...toolFolders(context), base["PATH"] ?? ""].join(path.delimiter);
  return { ...base, ...pulumiVariables(context), PATH: searchPath };
}

/** Folder of the engine's own files, so that the user's logins and plugins are neither used nor changed. */
export function pulumiHome(settings: ClusterSettings): string {
  return path.join(settings.stateDir, "pulumi-home");
}

function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder + path.sep);
}
