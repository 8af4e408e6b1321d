import { Provider } from "@pulumi/gcp/provider";
import { all } from "@pulumi/pulumi";
import { checkedPlatform } from "../components/gke/checked-platform.pulumi";
import type { Platform } from "../components/gke/checked-platform.pulumi";
import type { GkeSpec } from "../components/gke/gke";
import { regionOfZone } from "../components/gke/region-of-zone";
import type { ClusterAccess } from "./kubernetes-provider";
import { requireGkeVersion } from "./require-gke-version";

/** A cluster on GKE and everything created for it. */
export interface GkeAccess extends ClusterAccess {
  readonly platform: Platform;
}

/**
 * Creates what a stack needs on Google Cloud, or looks up the existing cluster. Everything in the cluster waits for the
 * node pools, so that a destroy removes no pool while a load balancer or a pod is left. The access to a cluster that is
 * too old is never returned, so that nothing in it is touched.
 */
export function gkeAccess(stack: string, spec: GkeSpec, project: string): GkeAccess {
  const region = spec.kind === "new" ? spec.region : regionOfZone(spec.location);
  const provider = new Provider("google-cloud", { project, region });
  const platform = checkedPlatform("gke", spec, { project, provider });
  const { identity, pools } = platform;
  const kubeconfig = all([platform.kubeconfig, platform.version]).apply(([known, version]) => {
    requireGkeVersion(stack, spec, version);
    return known;
  });
  return { platform, kubeconfig, context: undefined, identity, dependsOn: pools };
}
