import type { HttpRouteMatch } from "../kubernetes/gateway-objects";
import type { Json, JsonObject } from "./envoy-config";

/** A match of a rule with no matches: every request. */
export const matchAll: HttpRouteMatch = {
  path: { type: "PathPrefix", value: "/" },
  headers: [],
  queryParams: [],
};

/** Why a match cannot be served, or undefined. */
export function unsupportedMatch(match: HttpRouteMatch): string | undefined {
  if (match.path.type === "RegularExpression")
    return "path matches of type RegularExpression are not supported";
  const values = [...match.headers, ...match.queryParams];
  return values.some(({ type }) => type !== "Exact")
    ? "header and query parameter matches of type RegularExpression are not supported"
    : undefined;
}

/** A match in the terms of Envoy. */
export function envoyMatch(match: HttpRouteMatch): JsonObject {
  const exactHeaders: readonly Json[] = [
    ...match.headers.map(({ name, value }) => ({ name, string_match: { exact: value } })),
    ...(match.method === undefined ? [] : [{ name: ":method", string_match: { exact: match.method } }]),
  ];
  const query: readonly Json[] = match.queryParams.map(({ name, value }) => ({
    name,
    string_match: { exact: value },
  }));
  return {
    ...pathMatch(match.path),
    ...(exactHeaders.length === 0 ? {} : { headers: exactHeaders }),
    ...(query.length === 0 ? {} : { query_parameters: query }),
  };
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
 * The order of two matches in Gateway API: an exact path, then the longest prefix, then one with a method, then the most
 * headers, then the most query parameters. Negative when `left` goes first, 0 when the age of their routes decides.
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
    match.method === undefined ? 0 : 1,
    match.headers.length,
    match.queryParams.length,
  ];
}
