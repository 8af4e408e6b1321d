import type { InferencePool } from "../kubernetes/gateway-objects";
import type { ObjectName } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import type { PlannedRoute } from "./attachments";
import { resolvePicker } from "./backends";
import type { ClusterIndex } from "./cluster-index";
import { poolClusterName, serviceClusterName } from "./clusters";
import type { ClusterSpec } from "./clusters";
import type { PlannedGateway } from "./gateways";
import { envoyHealthCheck } from "./health-checks";
import type { Policies } from "./policies";

/**
 * Every cluster that Envoy needs. Pools have theirs before any route refers to them, so that their endpoints are
 * already checked when the first request comes.
 */
export function planClusters(
  snapshot: Snapshot,
  gateways: readonly PlannedGateway[],
  routes: readonly PlannedRoute[],
  index: ClusterIndex,
  policies: Policies,
): readonly ClusterSpec[] {
  const backends = routes.flatMap(({ rules }) => rules.flatMap((rule) => rule.backends));
  const clusters = [
    ...snapshot.inferencepools.map((pool) => poolCluster(pool, index, policies)),
    ...snapshot.inferencepools
      .map((pool) => resolvePicker(pool, index))
      .flatMap((picker) => (typeof picker === "string" ? [] : [calloutCluster(picker, index, policies)])),
    ...gateways.flatMap(({ extension: { callout } }) =>
      callout === undefined ? [] : [calloutCluster(callout, index, policies)],
    ),
    ...backends.flatMap((backend) =>
      backend.kind === "service" ? [serviceCluster(backend, index, policies)] : [],
    ),
  ];
  // Two routes may share a Service: the same name always means the same cluster.
  return [...new Map(clusters.map((cluster) => [cluster.name, cluster])).values()];
}

function poolCluster(pool: InferencePool, index: ClusterIndex, policies: Policies): ClusterSpec {
  return {
    name: poolClusterName(pool.metadata.namespace, pool.metadata.name),
    endpoints: index.poolEndpoints(pool),
    http2: pool.spec.appProtocol === "kubernetes.io/h2c",
    tls: false,
    healthCheck: envoyHealthCheck(policies.healthCheck("InferencePool", pool.metadata)),
  };
}

interface ServicePortRef {
  readonly service: ObjectName;
  readonly port: number;
}

/** BBR and endpoint pickers speak gRPC over TLS with self-signed certificates. */
function calloutCluster(
  { service, port }: ServicePortRef,
  index: ClusterIndex,
  policies: Policies,
): ClusterSpec {
  const healthCheck = policies.explicitHealthCheck("Service", service);
  return {
    name: serviceClusterName("callout", service.namespace, service.name, port),
    endpoints: index.serviceEndpoints(service, port),
    http2: true,
    tls: true,
    healthCheck: healthCheck === undefined ? undefined : envoyHealthCheck(healthCheck),
  };
}

const protocols: Readonly<Record<string, { readonly http2: boolean; readonly tls: boolean }>> = {
  HTTP2: { http2: true, tls: true },
  HTTPS: { http2: false, tls: true },
  "kubernetes.io/h2c": { http2: true, tls: false },
};

function serviceCluster(
  { service, port }: ServicePortRef,
  index: ClusterIndex,
  policies: Policies,
): ClusterSpec {
  const appProtocol = index.servicePort(service, port)?.appProtocol ?? "";
  return {
    name: serviceClusterName("service", service.namespace, service.name, port),
    endpoints: index.serviceEndpoints(service, port),
    ...(protocols[appProtocol] ?? { http2: false, tls: false }),
    healthCheck: envoyHealthCheck(policies.healthCheck("Service", service)),
  };
}
