import { listenerHostPort } from "@switchyard/contracts/listener-port";
import { isOfGke } from "../kubernetes/gateway-objects";
import type { Gateway, GatewayListener } from "../kubernetes/gateway-objects";
import { byAge, displayName } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import type { ClusterIndex } from "./cluster-index";
import type { Rejection } from "./conditions";
import { resourceName } from "./envoy-config";
import { gatewayExtension } from "./extensions";
import type { GatewayExtension } from "./extensions";

/** A listener of a Gateway, its port, and why it is not served. */
export interface PlannedListener {
  readonly listener: GatewayListener;
  /** Name of its xDS resources. */
  readonly name: string;
  /** Port on 127.0.0.1. */
  readonly hostPort: number;
  readonly rejection: Rejection | undefined;
}

/** A Gateway of one of GKE's classes, with its listeners and problems. */
export interface PlannedGateway {
  readonly gateway: Gateway;
  readonly extension: GatewayExtension;
  readonly listeners: readonly PlannedListener[];
}

/**
 * The Gateways of GKE's classes, oldest first, without those being deleted. On a laptop all share one address, so the oldest
 * gets a port.
 */
export function planGateways(
  snapshot: Snapshot,
  index: ClusterIndex,
  slot: number,
): readonly PlannedGateway[] {
  const portOwners = new Map<number, string>();
  return snapshot.gateways
    .filter((gateway) => isOfGke(gateway) && gateway.metadata.deletionTimestamp === undefined)
    .sort(byAge)
    .map((gateway) => ({
      gateway,
      extension: gatewayExtension(gateway, snapshot, index),
      listeners: gateway.spec.listeners.map((listener) => planListener(gateway, listener, slot, portOwners)),
    }));
}

/** The listeners that Envoy should serve. */
export function servedListeners({ extension, listeners }: PlannedGateway): readonly PlannedListener[] {
  return extension.rejection === undefined
    ? listeners.filter(({ rejection }) => rejection === undefined)
    : [];
}

function planListener(
  gateway: Gateway,
  listener: GatewayListener,
  slot: number,
  portOwners: Map<number, string>,
): PlannedListener {
  const { namespace, name } = gateway.metadata;
  const hostPort = listenerHostPort(slot, listener.port);
  const rejection = rejectProtocol(listener) ?? rejectPort(listener, hostPort, portOwners.get(hostPort));
  if (rejection === undefined)
    portOwners.set(hostPort, `listener ${listener.name} of Gateway ${displayName(gateway.metadata)}`);
  return { listener, name: resourceName(namespace, name, listener.name), hostPort, rejection };
}

function rejectProtocol({ protocol }: GatewayListener): Rejection | undefined {
  return protocol === "HTTP"
    ? undefined
    : { reason: "UnsupportedProtocol", message: `protocol must be HTTP on a laptop, got ${protocol}` };
}

const lastPort = 65_535;

function rejectPort(
  listener: GatewayListener,
  hostPort: number,
  owner: string | undefined,
): Rejection | undefined {
  if (hostPort > lastPort)
    return {
      reason: "PortUnavailable",
      message: `port ${listener.port} would be served at ${hostPort}, the last port is ${lastPort}`,
    };
  return owner === undefined
    ? undefined
    : { reason: "PortUnavailable", message: `port ${listener.port} is taken by the older ${owner}` };
}
