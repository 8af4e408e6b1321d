import { existsSync } from "node:fs";
import type { LoadedStack } from "switchyard/stack";
import type { ClusterSettings } from "../settings";
import { kedaFiles } from "./files";

/** Whether a stack has models that KEDA wakes, so that its cluster has to run KEDA. */
export function needsKeda({ spec }: Pick<LoadedStack, "spec">): boolean {
  return spec.keda !== undefined;
}

/**
 * Whether a cluster has been given KEDA. It keeps it until `down --purge`: what KEDA has made goes only with its help, so
 * that it must still run when a stack that needs it no more is deployed.
 */
export function hasKeda(settings: ClusterSettings): boolean {
  return existsSync(kedaFiles(settings).certDir);
}
