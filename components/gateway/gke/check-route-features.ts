import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import type { HttpRoute, ManifestSet } from "../../proof/views";

type RouteMatch = HttpRoute["spec"]["rules"][number]["matches"][number];

/** Whether each route is one that GKE takes. */
export function checkRouteFeatures({ routes }: ManifestSet): readonly Problem[] {
  return routes.flatMap((route) => [...checkTimeouts(route), ...checkMatches(route)]);
}

function checkTimeouts(route: HttpRoute): readonly Problem[] {
  if (route.spec.rules.every(({ timeouts }) => timeouts === undefined)) return [];
  const fix = "set them in a GCPBackendPolicy; GKE drops such a route";
  return [brokenReference(describeManifest(route), "must not set timeouts", "timeouts", fix)];
}

/**
 * GKE 1.34.4 reports HTTPRouteMethodMatching and HTTPRouteQueryParamMatching as unsupported, and refuses regular expressions:
 * kubernetes-sigs/gateway-api, conformance/reports/v1.4.0/gke-gateway/standard-1.34.4-rxlb-report.yaml.
 */
function checkMatches(route: HttpRoute): readonly Problem[] {
  const found = route.spec.rules.flatMap(({ matches }) => matches).flatMap(unsupportedParts);
  if (found.length === 0) return [];
  const fix = "match only paths and exact headers; GKE drops such a route";
  const got = [...new Set(found)].join(", ");
  return [brokenReference(describeManifest(route), "must match only what GKE can match", got, fix)];
}

function unsupportedParts({ path, method, headers, queryParams }: RouteMatch): readonly string[] {
  const expressions = [path, ...headers].filter(({ type }) => type === "RegularExpression");
  return [
    ...(method === undefined ? [] : [`method ${method}`]),
    ...queryParams.map(({ name }) => `query parameter ${name}`),
    ...expressions.map(({ value }) => `regular expression ${value}`),
  ];
}
