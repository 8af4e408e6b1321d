import { existsSync } from "node:fs";
import type { LoadedStack } from "switchyard/stack";
import type { ClusterSettings } from "../settings";
import { istioFiles } from "./files";

/** Whether the gateway of a stack is Istio's, so that its cluster must run istiod. */
export function usesIstio({ spec }: Pick<LoadedStack, "spec">): boolean {
  return spec.provider.name === "istio";
}

/** Whether a cluster was started with Istio as its gateway. */
export function hasIstio(settings: ClusterSettings): boolean {
  return existsSync(istioFiles(settings).dir);
}
