import { loopbackAddress } from "@switchyard/contracts/pod-network";
import type { Pod, Service, ServicePort } from "../kubernetes/core-objects";
import type { InferencePool } from "../kubernetes/gateway-objects";
import { displayName, matchesLabels } from "../kubernetes/metadata";
import type { NamedObject, ObjectName } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import type { Endpoint } from "./clusters";

/** Objects of a snapshot by name, and the endpoints behind them. */
export interface ClusterIndex {
  readonly pool: (name: ObjectName) => InferencePool | undefined;
  readonly service: (name: ObjectName) => Service | undefined;
  readonly servicePort: (name: ObjectName, port: number) => ServicePort | undefined;
  /** The ready endpoints of a Service's port, as its EndpointSlices name them. */
  readonly serviceEndpoints: (name: ObjectName, port: number) => readonly Endpoint[];
  /** The pods that a pool selects, on each of its ports. */
  readonly poolEndpoints: (pool: InferencePool) => readonly Endpoint[];
}

/** Indexes a snapshot. */
export function indexCluster(snapshot: Snapshot): ClusterIndex {
  const pools = byName(snapshot.inferencepools);
  const services = byName(snapshot.services);
  const service = (name: ObjectName) => services.get(displayName(name));
  const servicePort = (name: ObjectName, port: number) =>
    service(name)?.spec.ports.find((candidate) => candidate.port === port);
  return {
    pool: (name) => pools.get(displayName(name)),
    service,
    servicePort,
    serviceEndpoints: (name, port) => {
      const found = servicePort(name, port);
      return found === undefined ? [] : sliceEndpoints(snapshot, name, found.name);
    },
    poolEndpoints: (pool) => podEndpoints(snapshot, pool),
  };
}

function byName<T extends NamedObject>(objects: readonly T[]): ReadonlyMap<string, T> {
  return new Map(objects.map((object) => [displayName(object.metadata), object]));
}

function sliceEndpoints(snapshot: Snapshot, service: ObjectName, portName: string): readonly Endpoint[] {
  const endpoints = snapshot.endpointslices
    .filter(
      ({ metadata }) =>
        metadata.namespace === service.namespace &&
        metadata.labels["kubernetes.io/service-name"] === service.name,
    )
    .flatMap((slice) => {
      const port = slice.ports.find((candidate) => (candidate.name ?? "") === portName)?.port;
      if (typeof port !== "number") return [];
      const ready = slice.endpoints.filter((endpoint) => endpoint.conditions.ready);
      return ready
        .flatMap((endpoint) => endpoint.addresses.slice(0, 1))
        .map((address) => ({ address: loopbackAddress(address), port }));
    });
  return sorted(endpoints);
}

/**
 * Every pod with an address, Ready or not: health checks decide which of them serve. An endpoint picker forwards the
 * requests that it holds as soon as a pod is Ready, and Envoy has to know the pod by then.
 */
function podEndpoints(snapshot: Snapshot, pool: InferencePool): readonly Endpoint[] {
  const pods = snapshot.pods
    .filter((pod) => pod.metadata.namespace === pool.metadata.namespace)
    .filter((pod) => matchesLabels(pool.spec.selector.matchLabels, pod.metadata.labels))
    .filter(mayServe);
  return sorted(
    pods.flatMap(({ metadata, status: { podIP } }) => {
      if (podIP === undefined) return [];
      const leaving = metadata.deletionTimestamp === undefined ? {} : { isLeaving: true };
      return pool.spec.targetPorts.map(({ number }) => ({
        address: loopbackAddress(podIP),
        port: number,
        ...leaving,
      }));
    }),
  );
}

/** The address of a finished pod may already belong to another. */
function mayServe({ status }: Pod): boolean {
  return status.phase !== "Failed" && status.phase !== "Succeeded";
}

/** Sorted, and without duplicates: an endpoint that moves between two slices can appear in both. */
function sorted(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const byAddress = new Map(endpoints.map((endpoint) => [`${endpoint.address}:${endpoint.port}`, endpoint]));
  return [...byAddress].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, endpoint]) => endpoint);
}
