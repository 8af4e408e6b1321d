import type { BackendRef, HttpRoute, InferencePool } from "../kubernetes/gateway-objects";
import { displayName } from "../kubernetes/metadata";
import type { ObjectName } from "../kubernetes/metadata";
import type { ClusterIndex } from "./cluster-index";
import { poolClusterName, serviceClusterName } from "./clusters";
import type { Rejection } from "./conditions";
import type { Policies } from "./policies";

/** The endpoint picker that chooses among the pods of a pool. */
export interface EndpointPicker {
  readonly service: ObjectName;
  readonly port: number;
  readonly clusterName: string;
  readonly failOpen: boolean;
  /** Whether any endpoint of its Service is ready. */
  readonly available: boolean;
}

/** Destination of a share of a rule's requests. */
export type Backend =
  | ({ readonly kind: "pool"; readonly picker: EndpointPicker } & BackendTarget)
  | ({ readonly kind: "service"; readonly service: ObjectName; readonly port: number } & BackendTarget)
  | { readonly kind: "unresolved"; readonly rejection: Rejection; readonly weight: number };

interface BackendTarget {
  readonly clusterName: string;
  readonly timeoutSec: number;
  readonly weight: number;
}

/** Resolves a backendRef of a route. */
export function resolveBackend(
  route: HttpRoute,
  ref: BackendRef,
  index: ClusterIndex,
  policies: Policies,
): Backend {
  const { namespace } = route.metadata;
  if (ref.namespace !== undefined && ref.namespace !== namespace)
    return unresolved(ref, {
      reason: "RefNotPermitted",
      message: `backendRef to ${ref.kind} ${ref.namespace}/${ref.name} must stay in namespace ${namespace}`,
    });
  const name = { namespace, name: ref.name };
  if (ref.kind === "InferencePool" && ref.group === "inference.networking.k8s.io")
    return resolvePool(route, ref, name, index, policies);
  if (ref.kind === "Service" && ref.group === "") return resolveService(route, ref, name, index, policies);
  return unresolved(ref, {
    reason: "InvalidKind",
    message: `backendRef must be a Service or an InferencePool of group inference.networking.k8s.io, got ${ref.kind} of group "${ref.group}"`,
  });
}

/** The endpoint picker of a pool, or the problem with the reference to it. */
export function resolvePicker(pool: InferencePool, index: ClusterIndex): EndpointPicker | string {
  const { endpointPickerRef: ref } = pool.spec;
  const service = { namespace: pool.metadata.namespace, name: ref.name };
  const where = `endpoint picker of InferencePool "${displayName(pool.metadata)}"`;
  if (ref.kind !== "Service") return `${where} must be a Service, got ${ref.kind}`;
  if (index.service(service) === undefined)
    return `Service "${displayName(service)}", the ${where}, does not exist`;
  const port = ref.port?.number;
  if (port === undefined || index.servicePort(service, port) === undefined)
    return `Service "${displayName(service)}", the ${where}, does not have port ${port ?? "(none)"}`;
  return {
    service,
    port,
    clusterName: serviceClusterName("callout", service.namespace, service.name, port),
    failOpen: ref.failureMode === "FailOpen",
    available: index.serviceEndpoints(service, port).length > 0,
  };
}

function resolvePool(
  route: HttpRoute,
  ref: BackendRef,
  name: ObjectName,
  index: ClusterIndex,
  policies: Policies,
): Backend {
  const pool = index.pool(name);
  if (pool === undefined) return notFound(route, ref, `InferencePool "${displayName(name)}" does not exist`);
  const picker = resolvePicker(pool, index);
  if (typeof picker === "string") return notFound(route, ref, picker);
  return {
    kind: "pool",
    picker,
    clusterName: poolClusterName(name.namespace, name.name),
    timeoutSec: policies.timeoutSec("InferencePool", name),
    weight: ref.weight,
  };
}

function resolveService(
  route: HttpRoute,
  ref: BackendRef,
  service: ObjectName,
  index: ClusterIndex,
  policies: Policies,
): Backend {
  const { port } = ref;
  if (port === undefined || index.servicePort(service, port) === undefined)
    return notFound(
      route,
      ref,
      index.service(service) === undefined
        ? `Service "${displayName(service)}" does not exist`
        : `Service "${displayName(service)}" does not have port ${port ?? "(none)"}`,
    );
  return {
    kind: "service",
    service,
    port,
    clusterName: serviceClusterName("service", service.namespace, service.name, port),
    timeoutSec: policies.timeoutSec("Service", service),
    weight: ref.weight,
  };
}

function notFound(route: HttpRoute, ref: BackendRef, problem: string): Backend {
  return unresolved(ref, { reason: "BackendNotFound", message: misconfigured(route, problem) });
}

function unresolved(ref: BackendRef, rejection: Rejection): Backend {
  return { kind: "unresolved", rejection, weight: ref.weight };
}

/** GKE's message for a route that it cannot serve. */
export function misconfigured(route: HttpRoute, problem: string): string {
  return `Error GWCER104: HTTPRoute "${displayName(route.metadata)}" is misconfigured, err: ${problem}`;
}
