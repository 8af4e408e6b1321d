import path from "node:path";
import { ensureArtifact } from "./artifacts";
import type { Artifact } from "./artifacts";
import { cacheDirectory } from "./cache";
import type { ToolProgress } from "./ensure";
import { kedaModule, kedaVersion } from "./extra-tools";
import { ensureExtraTool } from "./index";

/** KEDA's programs and objects. */
export interface Keda {
  readonly operator: string;
  readonly metricsServer: string;
  /** Folder of its custom resource definitions. */
  readonly definitions: string;
  /** Folders with its service account and rights, as YAML. */
  readonly rights: readonly string[];
}

const rightsKind = /^kind: (ServiceAccount|(Cluster)?Role(Binding)?)$/m;

function artifact(name: string, sourceFolder: string, keeps: RegExp): Artifact {
  return {
    folder: `keda-${name}-${kedaVersion}`,
    module: kedaModule,
    pinnedIn: "keda",
    sourceFolder,
    keeps: (content) => keeps.test(content),
  };
}

const definitions = artifact("crds", "config/crd/bases", /^kind: CustomResourceDefinition$/m);

const rights = [
  artifact("identity", "config/service_account", rightsKind),
  artifact("operator-rights", "config/rbac", rightsKind),
  artifact("metrics-server-rights", "config/metrics-server", rightsKind),
];

/**
 * Gets KEDA, built from its module on its first use.
 * @throws UserError when it is unavailable, with what to do; the signal's reason when it was stopped.
 */
export async function ensureKeda(
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal,
): Promise<Keda> {
  const cacheDir = cacheDirectory(process.env);
  const operator = await ensureExtraTool("keda-operator", onProgress, signal);
  const metricsServer = await ensureExtraTool("keda-metrics-apiserver", onProgress, signal);
  for (const each of [definitions, ...rights]) await ensureArtifact(each, cacheDir, signal);
  return {
    operator,
    metricsServer,
    definitions: path.join(cacheDir, definitions.folder),
    rights: rights.map(({ folder }) => path.join(cacheDir, folder)),
  };
}
