import path from "node:path";
import { ensureArtifact } from "./artifacts";
import type { Artifact } from "./artifacts";
import { cacheDirectory } from "./cache";
import type { ToolProgress } from "./ensure";
import { istioModule, istioVersion } from "./extra-tools";
import { ensureExtraTool } from "./index";

/** Istio's control plane and its objects. */
export interface Istio {
  readonly version: string;
  /** Path of the discovery server. */
  readonly istiod: string;
  /** Folder of its custom resource definitions. */
  readonly definitions: string;
}

const definitions: Artifact = {
  folder: `istio-crds-${istioVersion}`,
  module: istioModule,
  pinnedIn: "istiod",
  sourceFolder: "manifests/charts/base/files",
  keeps: (content) => /^kind: CustomResourceDefinition$/m.test(content),
};

/**
 * Gets Istio, built from its module on its first use.
 * @throws UserError when it is unavailable, with what to do; the signal's reason when it was stopped.
 */
export async function ensureIstio(
  onProgress: (progress: ToolProgress) => void,
  signal: AbortSignal,
): Promise<Istio> {
  const cacheDir = cacheDirectory(process.env);
  const istiod = await ensureExtraTool("istiod", onProgress, signal);
  await ensureArtifact(definitions, cacheDir, signal);
  return { version: istioVersion, istiod, definitions: path.join(cacheDir, definitions.folder) };
}
