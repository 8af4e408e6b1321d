import { existsSync } from "node:fs";
import type { LoadedStack } from "switchyard/stack";
import type { ClusterSettings } from "../settings";
import { kedaFiles } from "./files";

/** Whether a stack has models that KEDA wakes, so that its cluster must run KEDA. */
export function needsKeda({ spec }: Pick<LoadedStack, "spec">): boolean {
  return spec.keda !== undefined;
}

/**
 * Whether a cluster has KEDA. It keeps KEDA until `down --purge`: KEDA's objects can only be deleted with its help, so it
 * must still run when a stack that no longer needs it is deployed.
 */
export function hasKeda(settings: ClusterSettings): boolean {
  return existsSync(kedaFiles(settings).certDir);
}
