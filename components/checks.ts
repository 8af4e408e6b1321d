/** Rules over manifests from anywhere, and the routing proof. Loads no engine. */
export { checkManifests } from "./proof/check-manifests";
export type { ManifestReport } from "./proof/check-manifests";
export type { RoutedPool } from "./proof/routed-pools";
export type { RoutedName, RoutingProof } from "./proof/routing-proof";
export { InvalidArgs } from "./problems/problems";
export type { Problem, ProblemCode } from "./problems/problems";
