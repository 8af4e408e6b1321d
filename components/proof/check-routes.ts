import type { Problem } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import type { HttpRoute, ManifestSet } from "./views";

type RouteMatch = HttpRoute["spec"]["rules"][number]["matches"][number];

/** Whether each route is one that GKE takes, belongs to a Gateway of the stack and leads to pools that exist. */
export function checkRoutes(set: ManifestSet): readonly Problem[] {
  return set.routes.flatMap((route) => [
    ...checkTimeouts(route),
    ...checkMatches(route),
    ...checkBackends(set, route),
    ...checkParents(set, route),
  ]);
}

function routePath({ metadata }: HttpRoute): string {
  return `HTTPRoute ${metadata.namespace}/${metadata.name}`;
}

function checkTimeouts(route: HttpRoute): readonly Problem[] {
  if (route.spec.rules.every(({ timeouts }) => timeouts === undefined)) return [];
  const fix = "set them in a GCPBackendPolicy; GKE drops such a route";
  return [brokenReference(routePath(route), "must not set timeouts", "timeouts", fix)];
}

/**
 * GKE 1.34.4 reports HTTPRouteMethodMatching and HTTPRouteQueryParamMatching as unsupported, and refuses regular expressions:
 * kubernetes-sigs/gateway-api, conformance/reports/v1.4.0/gke-gateway/standard-1.34.4-rxlb-report.yaml.
 */
function checkMatches(route: HttpRoute): readonly Problem[] {
  const found = route.spec.rules.flatMap(({ matches }) => matches).flatMap(unsupportedParts);
  if (found.length === 0) return [];
  const fix = "match paths and exact headers alone; GKE drops such a route";
  const got = [...new Set(found)].join(", ");
  return [brokenReference(routePath(route), "must match only what GKE can match", got, fix)];
}

function unsupportedParts({ path, method, headers, queryParams }: RouteMatch): readonly string[] {
  const expressions = [path, ...headers].filter(({ type }) => type === "RegularExpression");
  return [
    ...(method === undefined ? [] : [`method ${method}`]),
    ...queryParams.map(({ name }) => `query parameter ${name}`),
    ...expressions.map(({ value }) => `regular expression ${value}`),
  ];
}

function checkBackends(set: ManifestSet, route: HttpRoute): readonly Problem[] {
  const { namespace } = route.metadata;
  return route.spec.rules
    .flatMap(({ backendRefs }) => backendRefs)
    .filter(({ kind }) => kind === "InferencePool")
    .filter(
      (ref) =>
        !set.pools.some(({ metadata }) => metadata.name === ref.name && metadata.namespace === namespace),
    )
    .map((ref) =>
      brokenReference(
        routePath(route),
        "must lead to an InferencePool of its namespace",
        ref.name,
        "create that pool",
      ),
    );
}

function checkParents(set: ManifestSet, route: HttpRoute): readonly Problem[] {
  // A model on its own belongs to a gateway that some other program made.
  if (set.gateways.length === 0) return [];
  const names = set.gateways.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  return route.spec.parentRefs
    .map((ref) => `${ref.namespace ?? route.metadata.namespace}/${ref.name}`)
    .filter((parent) => !names.includes(parent))
    .map((parent) =>
      brokenReference(
        routePath(route),
        "must belong to a Gateway of the stack",
        parent,
        `use ${names.join(" or ")}`,
      ),
    );
}
