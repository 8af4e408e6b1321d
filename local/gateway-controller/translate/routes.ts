import type { HttpRouteMatch } from "../kubernetes/gateway-objects";
import { defaultTimeoutSec } from "../kubernetes/gke-objects";
import type { PlannedRoute, PlannedRule } from "./attachments";
import type { Backend } from "./backends";
import { seconds } from "./envoy-config";
import type { EnvoyResource, Json, JsonObject } from "./envoy-config";
import { askEndpointPicker } from "./filters";
import type { PlannedListener } from "./gateways";
import { compareMatches, envoyMatch, matchAll } from "./matches";
import { tryAnother } from "./try-another";

/** The routes of one listener, in Gateway API's order of precedence. */
export function routeResource(listener: PlannedListener, routes: readonly PlannedRoute[]): EnvoyResource {
  const attached = routes.filter(({ attachments }) =>
    attachments.some(({ listeners }) => listeners.includes(listener)),
  );
  const hostnames = new Set(["*", ...attached.flatMap(({ route }) => route.spec.hostnames)]);
  return {
    name: listener.name,
    body: {
      virtual_hosts: [...hostnames].map((hostname) => virtualHost(hostname, attached)),
      // Clients name this machine's port in their Host header, which no route expects.
      ignore_port_in_host_matching: true,
    },
  };
}

/** A route with hostnames serves only these; one without serves every host. */
function virtualHost(hostname: string, routes: readonly PlannedRoute[]): JsonObject {
  const entries = routes
    .filter(({ route }) => route.spec.hostnames.length === 0 || route.spec.hostnames.includes(hostname))
    .flatMap(({ rules }) => rules.flatMap(ruleEntries));
  return {
    name: hostname,
    domains: [hostname],
    // The sort is stable, and the routes are sorted oldest first.
    routes: [...entries.sort((left, right) => compareMatches(left.match, right.match)).map(toEnvoy), noMatch],
  };
}

interface RouteEntry {
  readonly match: HttpRouteMatch;
  readonly action: JsonObject;
}

function toEnvoy({ match, action }: RouteEntry): JsonObject {
  return { match: envoyMatch(match), ...action };
}

function ruleEntries({ rule, backends }: PlannedRule): readonly RouteEntry[] {
  const action = ruleAction(backends);
  const matches = rule.matches.length === 0 ? [matchAll] : rule.matches;
  return matches.map((match) => ({ match, action }));
}

/** GKE's answer to a request that matches no route. */
const noMatch: JsonObject = {
  match: { prefix: "/" },
  direct_response: { status: 404, body: { inline_string: "fault filter abort" } },
};

function ruleAction(backends: readonly Backend[]): JsonObject {
  const weighted = backends.filter(({ weight }) => weight > 0);
  if (weighted.length === 0) return { direct_response: { status: 500 } };
  const timeout = seconds(Math.max(...weighted.map(timeoutSec)));
  return {
    route: {
      weighted_clusters: { clusters: weighted.map(weightedCluster) },
      cluster_not_found_response_code: "INTERNAL_SERVER_ERROR",
      timeout,
      // Also limits how long an endpoint picker may hold a request.
      idle_timeout: timeout,
      retry_policy: tryAnother,
    },
  };
}

function timeoutSec(backend: Backend): number {
  return backend.kind === "unresolved" ? defaultTimeoutSec : backend.timeoutSec;
}

function weightedCluster(backend: Backend): Json {
  const { weight } = backend;
  if (backend.kind === "unresolved") return { name: "unresolved", weight };
  if (backend.kind === "service") return { name: backend.clusterName, weight };
  // Envoy cannot fail open by itself once it has forwarded part of the body.
  const bypassed = backend.picker.failOpen && !backend.picker.available;
  return {
    name: backend.clusterName,
    weight,
    ...(bypassed ? {} : { typed_per_filter_config: askEndpointPicker(backend.picker) }),
  };
}
