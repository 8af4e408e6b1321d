import type { Snapshot } from "../kubernetes/snapshot";
import { planRoutes } from "./attachments";
import { planClusters } from "./backend-clusters";
import { indexCluster } from "./cluster-index";
import { clusterResource, endpointResource } from "./clusters";
import type { EndpointFile } from "./clusters";
import type { EnvoyConfig } from "./envoy-config";
import { extensionStatuses } from "./extensions";
import { planGateways, servedListeners } from "./gateways";
import { listenerResource } from "./listeners";
import type { ListenerFiles } from "./listeners";
import { resolvePolicies } from "./policies";
import { routeResource } from "./routes";
import type { StatusUpdate } from "./status-update";
import { gatewayClassStatuses, gatewayStatuses, poolStatuses, routeStatuses } from "./statuses";

/** Inputs from outside the cluster: its slot, and the folders of Envoy's files. */
export interface TranslateOptions extends ListenerFiles {
  readonly slot: number;
  readonly endpointFile: EndpointFile;
}

/** The translation of a snapshot. */
export interface Translation {
  readonly envoy: EnvoyConfig;
  /** The statuses of all objects, given whether Envoy has accepted the configuration. */
  readonly statuses: (accepted: boolean) => readonly StatusUpdate[];
}

/** Does what GKE's gateway controller does with the objects of a cluster; plain data in, plain data out. */
export function translate(snapshot: Snapshot, options: TranslateOptions): Translation {
  const index = indexCluster(snapshot);
  const policies = resolvePolicies(snapshot, index);
  const gateways = planGateways(snapshot, index, options.slot);
  const routes = planRoutes(snapshot, gateways, index, policies);
  const clusters = planClusters(snapshot, gateways, routes, index, policies);
  const served = gateways.flatMap((gateway) =>
    servedListeners(gateway).map((listener) => ({ listener, callout: gateway.extension.callout })),
  );
  return {
    envoy: {
      listeners: served.map(({ listener, callout }) => listenerResource(listener, callout, options)),
      routes: served.map(({ listener }) => routeResource(listener, routes)),
      clusters: clusters.map((cluster) => clusterResource(cluster, options.endpointFile)),
      endpoints: clusters.map(endpointResource),
    },
    statuses: (accepted) => [
      ...gatewayClassStatuses(snapshot),
      ...gatewayStatuses(gateways, routes, accepted),
      ...routeStatuses(routes),
      ...poolStatuses(snapshot, routes, index),
      ...policies.statuses,
      ...extensionStatuses(snapshot, gateways),
    ],
  };
}
