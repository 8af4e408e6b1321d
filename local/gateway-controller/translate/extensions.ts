import type { Gateway } from "../kubernetes/gateway-objects";
import type { RoutingExtension } from "../kubernetes/gke-objects";
import { byAge, displayName } from "../kubernetes/metadata";
import type { Snapshot } from "../kubernetes/snapshot";
import type { ClusterIndex } from "./cluster-index";
import { serviceClusterName } from "./clusters";
import { condition, controllerName } from "./conditions";
import type { Rejection } from "./conditions";
import { durationMs } from "./duration";
import { statusUpdate } from "./status-update";
import type { StatusUpdate } from "./status-update";

/** Envoy's callout for every request, before it chooses a route. */
export interface RoutingCallout {
  readonly clusterName: string;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly port: number;
  readonly authority: string;
  readonly timeoutSec: number;
  readonly failOpen: boolean;
  readonly body: "NONE" | "STREAMED" | "FULL_DUPLEX_STREAMED";
}

/** Result of a Gateway's extensions: nothing, one callout, or the reason why it cannot be programmed. */
export interface GatewayExtension {
  readonly callout?: RoutingCallout;
  readonly rejection?: Rejection;
}

const classesWithExtensions: readonly string[] = ["gke-l7-rilb", "gke-l7-regional-external-managed"];

/** The extension of a Gateway: the oldest that targets it from its own namespace. */
export function gatewayExtension(
  gateway: Gateway,
  snapshot: Snapshot,
  index: ClusterIndex,
): GatewayExtension {
  const [extension] = gatewayExtensions(gateway, snapshot);
  if (extension === undefined) return {};
  const { gatewayClassName } = gateway.spec;
  if (!classesWithExtensions.includes(gatewayClassName))
    return invalid(
      `GCPRoutingExtension ${displayName(extension.metadata)} is not supported by class ${gatewayClassName}, only by ${classesWithExtensions.join(" and ")}`,
    );
  return callout(extension, index);
}

function gatewayExtensions(gateway: Gateway, snapshot: Snapshot): readonly RoutingExtension[] {
  const { namespace, name } = gateway.metadata;
  return snapshot.gcproutingextensions
    .filter((extension) => extension.metadata.namespace === namespace)
    .filter((extension) =>
      extension.spec.targetRefs.some((target) => target.kind === "Gateway" && target.name === name),
    )
    .sort(byAge);
}

function callout(extension: RoutingExtension, index: ClusterIndex): GatewayExtension {
  const name = displayName(extension.metadata);
  const [chain, ...otherChains] = extension.spec.extensionChains;
  const [only, ...others] = chain?.extensions ?? [];
  if (only === undefined || others.length > 0)
    return invalid(
      `GCPRoutingExtension ${name} must have exactly 1 extension in its chain, got ${chain?.extensions.length ?? 0}`,
    );
  if (otherChains.length > 0 || chain?.matchCondition !== undefined)
    return invalid(
      `GCPRoutingExtension ${name} must have one chain without matchCondition to run on a laptop`,
    );
  if (only.backendRef === undefined)
    return invalid(`GCPRoutingExtension ${name} must have a backendRef to run on a laptop`);
  const service = { namespace: extension.metadata.namespace, name: only.backendRef.name };
  const { port } = only.backendRef;
  if (index.servicePort(service, port)?.appProtocol !== "HTTP2")
    return invalid(
      `service ${displayName(service)} in GCPRoutingExtension does not have port ${port} with protocol HTTP2`,
    );
  return {
    callout: {
      clusterName: serviceClusterName("callout", service.namespace, service.name, port),
      service,
      port,
      authority: only.authority,
      timeoutSec: durationMs(only.timeout) / 1000,
      failOpen: only.failOpen,
      body: bodyMode(only),
    },
  };
}

type Extension = RoutingExtension["spec"]["extensionChains"][number]["extensions"][number];

function bodyMode(extension: Extension): RoutingCallout["body"] {
  if (!extension.supportedEvents.includes("RequestBody")) return "NONE";
  return extension.requestBodySendMode === "Streamed" ? "STREAMED" : "FULL_DUPLEX_STREAMED";
}

function invalid(message: string): GatewayExtension {
  return { rejection: { reason: "Invalid", message } };
}

/** The status of every extension: per Gateway that it targets, whether it is attached. */
export function extensionStatuses(
  snapshot: Snapshot,
  gateways: readonly { readonly gateway: Gateway; readonly extension: GatewayExtension }[],
): readonly StatusUpdate[] {
  return snapshot.gcproutingextensions.map((extension) => {
    const { namespace, generation } = extension.metadata;
    const ancestors = extension.spec.targetRefs.map(({ group, kind, name }) => {
      const found = gateways.find(
        ({ gateway }) => gateway.metadata.namespace === namespace && gateway.metadata.name === name,
      );
      const rejection =
        found === undefined
          ? { reason: "TargetNotFound", message: `Gateway ${namespace}/${name} does not exist` }
          : (rejectSecond(extension, found.gateway, snapshot) ?? found.extension.rejection);
      return {
        ancestorRef: { group, kind, name, namespace },
        controllerName,
        conditions: [condition("Attached", rejection, "Attached", generation)],
      };
    });
    return statusUpdate("gcproutingextensions", extension, { ancestors });
  });
}

function rejectSecond(
  extension: RoutingExtension,
  gateway: Gateway,
  snapshot: Snapshot,
): Rejection | undefined {
  const [first] = gatewayExtensions(gateway, snapshot);
  return first === undefined || first === extension
    ? undefined
    : {
        reason: "Conflicted",
        message: `Gateway ${displayName(gateway.metadata)} already has the older extension ${displayName(first.metadata)}`,
      };
}
