/** Limits of the Gateway API, for gateways that add none. Source of both: the CRD of HTTPRoute, Gateway API v1.5.1. */

/** Longest timeout of a route, in seconds: a duration has at most five digits for each of its units (`timeouts.request`). */
export const longestRouteTimeoutSec = 99_999;

/** Largest weight of a backend (`backendRefs[].weight`). */
export const mostRouteWeight = 1_000_000;
