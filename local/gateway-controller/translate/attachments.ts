import type { GatewayListener, HttpRoute, HttpRouteRule, ParentRef } from "../kubernetes/gateway-objects";
import { byAge, displayName, matchesLabels } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import { misconfigured, resolveBackend } from "./backends";
import type { Backend } from "./backends";
import type { ClusterIndex } from "./cluster-index";
import type { Rejection } from "./conditions";
import type { PlannedGateway, PlannedListener } from "./gateways";
import { unsupportedMatch } from "./matches";
import type { Policies } from "./policies";

/** A route with its backends found. */
export interface PlannedRoute {
  readonly route: HttpRoute;
  readonly rules: readonly PlannedRule[];
  /** Why some requests cannot be served. */
  readonly unresolved: Rejection | undefined;
  /** One for each of its parents that is one of our Gateways. */
  readonly attachments: readonly Attachment[];
}

export interface PlannedRule {
  readonly rule: HttpRouteRule;
  readonly backends: readonly Backend[];
}

/** A route at one of its parents. */
export interface Attachment {
  readonly parentRef: ParentRef;
  readonly gateway: PlannedGateway;
  /** The listeners that accept the route; none if it is rejected. */
  readonly listeners: readonly PlannedListener[];
  readonly rejection: Rejection | undefined;
}

/** All routes with one of our Gateways among their parents, oldest first. */
export function planRoutes(
  snapshot: Snapshot,
  gateways: readonly PlannedGateway[],
  index: ClusterIndex,
  policies: Policies,
): readonly PlannedRoute[] {
  return [...snapshot.httproutes].sort(byAge).flatMap((route) => {
    const attachments = route.spec.parentRefs.flatMap((ref) => attach(route, ref, gateways, snapshot));
    if (attachments.length === 0) return [];
    const rules = route.spec.rules.map((rule) => ({
      rule,
      backends: rule.backendRefs.map((ref) => resolveBackend(route, ref, index, policies)),
    }));
    return [{ route, rules, unresolved: firstRejection(rules), attachments }];
  });
}

function firstRejection(rules: readonly PlannedRule[]): Rejection | undefined {
  return rules
    .flatMap(({ backends }) => backends)
    .flatMap((backend) => (backend.kind === "unresolved" ? [backend.rejection] : []))[0];
}

function attach(
  route: HttpRoute,
  parentRef: ParentRef,
  gateways: readonly PlannedGateway[],
  snapshot: Snapshot,
): readonly Attachment[] {
  const namespace = parentRef.namespace ?? route.metadata.namespace;
  const gateway = gateways.find(
    ({ gateway: { metadata } }) => metadata.namespace === namespace && metadata.name === parentRef.name,
  );
  if (parentRef.kind !== "Gateway" || gateway === undefined) return [];
  const named = gateway.listeners.filter(
    ({ listener }) =>
      (parentRef.sectionName === undefined || parentRef.sectionName === listener.name) &&
      (parentRef.port === undefined || parentRef.port === listener.port),
  );
  const open = named.filter(({ listener }) => allows(listener, namespace, route, snapshot));
  const rejection = rejectRoute(route) ?? rejectParent(route, parentRef, gateway, named, open);
  return [{ parentRef, gateway, rejection, listeners: rejection === undefined ? open : [] }];
}

function allows(
  listener: GatewayListener,
  gatewayNamespace: string,
  route: HttpRoute,
  snapshot: Snapshot,
): boolean {
  const { from, selector } = listener.allowedRoutes.namespaces;
  if (from === "All") return true;
  if (from === "Same") return route.metadata.namespace === gatewayNamespace;
  const namespace = snapshot.namespaces.find(({ metadata }) => metadata.name === route.metadata.namespace);
  return (
    from === "Selector" &&
    namespace !== undefined &&
    // Expressions are not supported, and a listener must never accept more routes than it allows.
    selector?.matchExpressions.length === 0 &&
    matchesLabels(selector.matchLabels, namespace.metadata.labels)
  );
}

function rejectParent(
  route: HttpRoute,
  parentRef: ParentRef,
  { gateway }: PlannedGateway,
  named: readonly PlannedListener[],
  open: readonly PlannedListener[],
): Rejection | undefined {
  const name = displayName(gateway.metadata);
  if (named.length === 0)
    return {
      reason: "NoMatchingParent",
      message: `Gateway ${name} has no listener with sectionName ${parentRef.sectionName ?? "(any)"} and port ${parentRef.port ?? "(any)"}`,
    };
  return open.length > 0
    ? undefined
    : {
        reason: "NotAllowedByListeners",
        message: `allowedRoutes of Gateway ${name} does not admit routes of namespace ${route.metadata.namespace}`,
      };
}

/** GKE rejects a whole route for any unsupported part. */
function rejectRoute(route: HttpRoute): Rejection | undefined {
  const problem = route.spec.rules.map(unsupportedRule).find((found) => found !== undefined);
  return problem === undefined
    ? undefined
    : { reason: "UnsupportedValue", message: misconfigured(route, problem) };
}

function unsupportedRule(rule: HttpRouteRule): string | undefined {
  if (rule.timeouts !== undefined) return "Timeouts are not supported";
  const filter = [...rule.filters, ...rule.backendRefs.flatMap((ref) => ref.filters)][0];
  if (filter !== undefined) return `filters are not supported on a laptop, got ${filter.type}`;
  return rule.matches.map(unsupportedMatch).find((found) => found !== undefined);
}
