import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { toolSources } from "./cache";
import { copyFiles } from "./copy-files";
import { isIntactFolder, recordFolder } from "./folder-record";
import { moduleFolder } from "./go-command";
import { moduleVersion } from "./pinned-version";
import { waitForLock } from "./wait-for-lock";

/** Files copied from a Go module unchanged. */
export interface Artifact {
  /** Folder in the cache. */
  readonly folder: string;
  readonly module: string;
  /** Folder under tools/ with the go.mod that pins the module. */
  readonly pinnedIn: string;
  readonly sourceFolder: string;
  readonly keeps: (content: string) => boolean;
}

/** Module of the Gateway API. */
const gatewayApiModule = "sigs.k8s.io/gateway-api";

/** Release of the Gateway API whose definitions are installed. */
export const gatewayApiVersion = moduleVersion("gateway-api", gatewayApiModule);

/** Module of BBR, the endpoint picker, their definitions and BBR's chart. */
export const inferenceExtensionModule = "sigs.k8s.io/gateway-api-inference-extension";

/** Release of all of these. */
export const inferenceExtensionVersion = moduleVersion("inference-extension", inferenceExtensionModule);

const isCustomResourceDefinition = (content: string): boolean =>
  /^kind: CustomResourceDefinition$/m.test(content);

const gatewayApiCrds: Artifact = {
  folder: `gateway-api-crds-v${gatewayApiVersion}`,
  module: gatewayApiModule,
  pinnedIn: "gateway-api",
  sourceFolder: "config/crd/standard",
  keeps: isCustomResourceDefinition,
};

const inferenceExtensionCrds: Artifact = {
  folder: `inference-extension-crds-v${inferenceExtensionVersion}`,
  module: inferenceExtensionModule,
  pinnedIn: "inference-extension",
  sourceFolder: "config/crd/bases",
  keeps: isCustomResourceDefinition,
};

const bodyBasedRouterChart: Artifact = {
  // In a folder of charts, by name.
  folder: `charts-v${inferenceExtensionVersion}/body-based-routing`,
  module: inferenceExtensionModule,
  pinnedIn: "inference-extension",
  sourceFolder: "config/charts/body-based-routing",
  keeps: () => true,
};

const artifacts = [gatewayApiCrds, inferenceExtensionCrds, bodyBasedRouterChart];

/** Folders in the cache with the files that are not programs. */
export interface ArtifactFolders {
  readonly crdDirs: readonly string[];
  readonly bodyBasedRouterChart: string;
}

/** Whether all files that are not programs are in the cache, undamaged. */
export async function haveArtifacts(cacheDir: string): Promise<boolean> {
  const intact = await Promise.all(
    artifacts.map(({ folder }) => isIntactFolder(path.join(cacheDir, folder))),
  );
  return intact.every(Boolean);
}

/** Copies missing or damaged files from their modules into the cache, and returns the folders. */
export async function ensureArtifacts(cacheDir: string, signal: AbortSignal): Promise<ArtifactFolders> {
  for (const artifact of artifacts) await ensureArtifact(artifact, cacheDir, signal);
  return {
    crdDirs: [gatewayApiCrds, inferenceExtensionCrds].map(({ folder }) => path.join(cacheDir, folder)),
    bodyBasedRouterChart: path.join(cacheDir, bodyBasedRouterChart.folder),
  };
}

/** Copies one artifact from its module unless the cache has an undamaged copy. */
export async function ensureArtifact(
  artifact: Artifact,
  cacheDir: string,
  signal: AbortSignal,
): Promise<void> {
  const target = path.join(cacheDir, artifact.folder);
  if (await isIntactFolder(target)) return;
  await mkdir(path.dirname(target), { recursive: true });
  const release = await waitForLock(`${target}.lock`, { signal, report: () => undefined });
  try {
    // Another run may have copied it meanwhile.
    if (!(await isIntactFolder(target))) await copyArtifact(artifact, target, signal);
  } finally {
    // Fails only if the lock was lost, and then there is none to release.
    await release().catch(() => undefined);
  }
}

async function copyArtifact(artifact: Artifact, target: string, signal: AbortSignal): Promise<void> {
  const moduleDir = await moduleFolder(artifact.module, path.join(toolSources, artifact.pinnedIn), signal);
  const workDir = await mkdtemp(`${target}.work-`);
  const finished = path.join(workDir, "new");
  try {
    await copyFiles(path.join(moduleDir, artifact.sourceFolder), finished, artifact.keeps);
    if (existsSync(target)) await rename(target, path.join(workDir, "old"));
    await rename(finished, target);
    await recordFolder(target);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
