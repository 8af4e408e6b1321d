import type { Snapshot } from "../kubernetes/snapshot";
import type { Attachment, PlannedRoute } from "./attachments";
import { resolvePicker } from "./backends";
import type { ClusterIndex } from "./cluster-index";
import { condition, controllerName } from "./conditions";
import type { Rejection } from "./conditions";
import type { PlannedGateway, PlannedListener } from "./gateways";
import { statusUpdate } from "./status-update";
import type { StatusUpdate } from "./status-update";

const gatewayGroup = "gateway.networking.k8s.io";

/** Status of the classes of GKE. */
export function gatewayClassStatuses(snapshot: Snapshot): readonly StatusUpdate[] {
  return snapshot.gatewayclasses
    .filter(({ metadata }) => metadata.name.startsWith("gke-l7-"))
    .map((gatewayClass) =>
      statusUpdate("gatewayclasses", gatewayClass, {
        conditions: [condition("Accepted", undefined, "Accepted", gatewayClass.metadata.generation)],
      }),
    );
}

/**
 * Status of every Gateway of GKE's classes.
 * @param accepted whether Envoy has accepted the configuration that the statuses belong to.
 */
export function gatewayStatuses(
  gateways: readonly PlannedGateway[],
  routes: readonly PlannedRoute[],
  accepted: boolean,
): readonly StatusUpdate[] {
  return gateways.map((planned) => {
    const { gateway, extension, listeners } = planned;
    const { generation } = gateway.metadata;
    const rejection = extension.rejection ?? noListener(planned) ?? (accepted ? undefined : pending);
    return statusUpdate("gateways", gateway, {
      addresses: [{ type: "IPAddress", value: "127.0.0.1" }],
      conditions: [
        condition("Accepted", undefined, "Accepted", generation),
        condition("Programmed", rejection, "Programmed", generation),
      ],
      listeners: listeners.map((listener) => listenerStatus(listener, routes, rejection, generation)),
    });
  });
}

const pending: Rejection = { reason: "Pending", message: "waiting for Envoy to accept the configuration" };

function noListener({ listeners }: PlannedGateway): Rejection | undefined {
  return listeners.every(({ rejection }) => rejection !== undefined)
    ? { reason: "Invalid", message: "no listener can be served; their conditions say why" }
    : undefined;
}

function listenerStatus(
  planned: PlannedListener,
  routes: readonly PlannedRoute[],
  gatewayRejection: Rejection | undefined,
  generation: number,
) {
  const attachedRoutes = routes.filter(({ attachments }) =>
    attachments.some(({ listeners }) => listeners.includes(planned)),
  ).length;
  const programmed = planned.rejection === undefined ? gatewayRejection : notProgrammed(planned.rejection);
  return {
    name: planned.listener.name,
    attachedRoutes,
    supportedKinds: [{ group: gatewayGroup, kind: "HTTPRoute" }],
    conditions: [
      condition("Accepted", planned.rejection, "Accepted", generation),
      condition("Programmed", programmed, "Programmed", generation),
      condition("ResolvedRefs", undefined, "ResolvedRefs", generation),
    ],
  };
}

function notProgrammed({ message }: Rejection): Rejection {
  return { reason: "Invalid", message };
}

/** Status of every route with one of our Gateways among its parents. */
export function routeStatuses(routes: readonly PlannedRoute[]): readonly StatusUpdate[] {
  return routes.map((planned) =>
    statusUpdate("httproutes", planned.route, {
      parents: planned.attachments.map((attachment) => parentStatus(planned, attachment)),
    }),
  );
}

function parentStatus({ route, unresolved }: PlannedRoute, { parentRef, rejection }: Attachment) {
  const { generation } = route.metadata;
  const problem = rejection ?? unresolved;
  return {
    parentRef,
    controllerName,
    conditions: [
      condition("Accepted", rejection, "Accepted", generation),
      condition("ResolvedRefs", unresolved, "ResolvedRefs", generation),
      condition("Reconciled", problem && notReconciled(problem), "ReconciliationSucceeded", generation),
    ],
  };
}

function notReconciled({ message }: Rejection): Rejection {
  return { reason: "ReconciliationFailed", message };
}

/** Status of every pool: one parent for each Gateway connected by an accepted route. */
export function poolStatuses(
  snapshot: Snapshot,
  routes: readonly PlannedRoute[],
  index: ClusterIndex,
): readonly StatusUpdate[] {
  return snapshot.inferencepools.map((pool) => {
    const { namespace, name, generation } = pool.metadata;
    const picker = resolvePicker(pool, index);
    const rejection =
      typeof picker === "string" ? { reason: "InvalidExtensionRef", message: picker } : undefined;
    const parents = gatewaysOfPool(namespace, name, routes).map(({ gateway }) => ({
      parentRef: {
        group: gatewayGroup,
        kind: "Gateway",
        namespace: gateway.metadata.namespace,
        name: gateway.metadata.name,
      },
      controllerName,
      conditions: [
        condition("Accepted", undefined, "Accepted", generation),
        condition("ResolvedRefs", rejection, "ResolvedRefs", generation),
      ],
    }));
    return statusUpdate("inferencepools", pool, { parents });
  });
}

function gatewaysOfPool(
  namespace: string,
  name: string,
  routes: readonly PlannedRoute[],
): readonly PlannedGateway[] {
  const accepted = routes
    .filter(({ route }) => route.metadata.namespace === namespace)
    .filter(({ route }) =>
      route.spec.rules.some((rule) =>
        rule.backendRefs.some(
          (ref) =>
            ref.kind === "InferencePool" && ref.name === name && (ref.namespace ?? namespace) === namespace,
        ),
      ),
    )
    .flatMap(({ attachments }) => attachments.filter(({ rejection }) => rejection === undefined));
  return [...new Set(accepted.map(({ gateway }) => gateway))];
}
