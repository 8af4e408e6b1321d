import type { HttpRouteMatch } from "../kubernetes/gateway-objects";
import type { Json, JsonObject } from "./envoy-config";

/** A match of a rule with no matches: every request. */
export const matchAll: HttpRouteMatch = {
  path: { type: "PathPrefix", value: "/" },
  headers: [],
  queryParams: [],
};

/**
 * Why GKE does not serve a match, or undefined. Its conformance report says that it matches neither methods nor query
 * parameters (kubernetes-sigs/gateway-api, conformance/reports/v1.4.0/gke-gateway/standard-1.34.4-rxlb-report.yaml:
 * HTTPRouteMethodMatching, HTTPRouteQueryParamMatching). That it refuses such routes with GWCER104 is what operators
 * report; its exact words for these are not known.
 */
export function unsupportedMatch({ path, method, headers, queryParams }: HttpRouteMatch): string | undefined {
  if (method !== undefined) return "Method matches are not supported";
  if (queryParams.length > 0) return "Query parameter matches are not supported";
  if (path.type === "RegularExpression") return "path matches of type RegularExpression are not supported";
  return headers.some(({ type }) => type !== "Exact")
    ? "header matches of type RegularExpression are not supported"
    : undefined;
}

/** A supported match, in Envoy's terms. */
export function envoyMatch({ path, headers }: HttpRouteMatch): JsonObject {
  const exactHeaders: readonly Json[] = headers.map(({ name, value }) => ({
    name,
    string_match: { exact: value },
  }));
  return { ...pathMatch(path), ...(exactHeaders.length === 0 ? {} : { headers: exactHeaders }) };
}

function pathMatch(path: HttpRouteMatch["path"]): JsonObject {
  if (path.type === "Exact") return { path: path.value };
  const prefix = withoutTrailingSlash(path.value);
  return prefix === "" ? { prefix: "/" } : { path_separated_prefix: prefix };
}

/** `/v1/` means the same as `/v1`: prefixes are compared element by element. */
function withoutTrailingSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

/**
 * Gateway API's order of two matches, as far as supported: an exact path, then the longest prefix, then the most
 * headers. Negative when `left` goes first, 0 when the age of their routes decides.
 */
export function compareMatches(left: HttpRouteMatch, right: HttpRouteMatch): number {
  const [leftRank, rightRank] = [matchRank(left), matchRank(right)];
  const difference = leftRank.findIndex((value, position) => value !== rightRank[position]);
  return difference === -1 ? 0 : (rightRank[difference] ?? 0) - (leftRank[difference] ?? 0);
}

function matchRank(match: HttpRouteMatch): readonly number[] {
  return [
    match.path.type === "Exact" ? 1 : 0,
    withoutTrailingSlash(match.path.value).length,
    match.headers.length,
  ];
}
