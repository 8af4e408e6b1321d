import type { HttpRoute } from "./views";

export type RouteRule = HttpRoute["spec"]["rules"][number];

/** The paths that one match accepts. */
export type PathMatch = RouteRule["matches"][number]["path"];

/** The value of the routing header for which a rule's match holds whatever the header is. */
export const anyValue = Symbol("any value of the routing header");

/** The paths that a rule takes, by the value of the routing header. */
export function pathsByValue(
  { matches }: RouteRule,
  routingHeader: string,
): ReadonlyMap<string | typeof anyValue, readonly PathMatch[]> {
  const paths = new Map<string | typeof anyValue, PathMatch[]>();
  for (const { path, headers, method, queryParams } of matches) {
    // What is proven is a POST without a query.
    if ((method !== undefined && method !== "POST") || queryParams.length > 0) continue;
    // No other header of a request counts.
    if (!headers.every(({ name }) => name.toLowerCase() === routingHeader.toLowerCase())) continue;
    const values = new Set(headers.map(({ value }) => value));
    // A header has one value, so a match of two is never met.
    if (values.size > 1) continue;
    const [value = anyValue] = values;
    paths.set(value, [...(paths.get(value) ?? []), path]);
  }
  return paths;
}

/** Whether a match takes a path. */
export function matchesPath({ type, value }: PathMatch, path: string): boolean {
  if (type === "Exact") return path === value;
  const prefix = value.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** What decides which of two matches a request goes to. */
interface Precedence extends PathMatch {
  /** Number of headers that it matches. */
  readonly headers: number;
}

/**
 * Whether a match goes before another one that also holds: an exact path before a prefix, the longer prefix, the one with more
 * headers. Source: kubernetes-sigs/gateway-api apis/v1/httproute_types.go, `HTTPRouteRule.Matches` @ v1.5.1.
 */
export function goesFirst(one: Precedence, other: Precedence): boolean {
  const ranks = [one, other].map(({ type, value, headers }) => [
    type === "Exact" ? 1 : 0,
    value.replace(/\/$/, "").length,
    headers,
  ]);
  const [left = [], right = []] = ranks;
  const differing = left.findIndex((rank, index) => rank !== right[index]);
  return differing >= 0 && (left[differing] ?? 0) > (right[differing] ?? 0);
}
