import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { ProviderManifest } from "./provider";

/** Adds an object of a provider to a chart. */
export function addObject(
  scope: Construct,
  { id, manifest }: { readonly id: string; readonly manifest: ProviderManifest },
): ApiObject {
  return new ApiObject(scope, id, { ...manifest, metadata: { ...manifest.metadata } });
}
