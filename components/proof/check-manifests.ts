import type { GatewayProvider } from "../gateway/provider";
import { providerOf } from "../gateway/providers";
import type { Manifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { checkAccounts } from "./check-accounts";
import { checkImageContracts } from "./check-image-contracts";
import { checkNetworkPolicies } from "./check-network-policies";
import { checkObjects } from "./check-objects";
import { checkPools } from "./check-pools";
import { checkRequestParsers } from "./check-request-parsers";
import { checkRequestPaths } from "./check-request-paths";
import { checkRoutes } from "./check-routes";
import { checkSelectors } from "./check-selectors";
import { checkFixedReplicas } from "../scaling/check-fixed-replicas";
import { scaler } from "../scaling/scalers";
import { proveRouting } from "./routing-proof";
import type { RoutingProof } from "./routing-proof";
import { readManifests } from "./views";

/** All findings about a set of manifests that need no cluster. */
export interface ManifestReport {
  readonly routing: RoutingProof;
  /** All problems, including those of the routing proof. */
  readonly problems: readonly Problem[];
}

/**
 * Runs every check that needs only manifests, wherever they come from.
 * @param provider the gateway that they are for; by default the one whose class their Gateway has, else the default provider.
 */
export function checkManifests(
  manifests: readonly Manifest[],
  provider: GatewayProvider = providerOf(manifests),
): ManifestReport {
  const { set, problems } = readManifests(manifests);
  const routing = proveRouting(set, provider.routing);
  const checks = [
    ...[checkObjects, checkImageContracts, checkPools, checkRoutes, checkRequestPaths],
    ...[checkRequestParsers, checkSelectors, checkNetworkPolicies, checkAccounts, checkFixedReplicas],
    ...[...provider.checks, ...scaler.checks],
  ];
  const checked = checks.flatMap((check) => check(set));
  return { routing, problems: [...problems, ...checked, ...routing.problems] };
}
