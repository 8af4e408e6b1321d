import { z } from "zod";
import { endpointSliceSchema, namespaceSchema, podSchema, serviceSchema } from "./core-objects";
import type { EndpointSlice, Namespace, Pod, Service } from "./core-objects";
import { gatewayClassSchema, gatewaySchema, httpRouteSchema, inferencePoolSchema } from "./gateway-objects";
import type { Gateway, GatewayClass, HttpRoute, InferencePool } from "./gateway-objects";
import { backendPolicySchema, healthCheckPolicySchema, routingExtensionSchema } from "./gke-objects";
import type { BackendPolicy, HealthCheckPolicy, RoutingExtension } from "./gke-objects";
import type { KindName } from "./kinds";

/** The controller's view of the cluster at one moment. */
export interface Snapshot {
  readonly gatewayclasses: readonly GatewayClass[];
  readonly gateways: readonly Gateway[];
  readonly httproutes: readonly HttpRoute[];
  readonly inferencepools: readonly InferencePool[];
  readonly gcproutingextensions: readonly RoutingExtension[];
  readonly healthcheckpolicies: readonly HealthCheckPolicy[];
  readonly gcpbackendpolicies: readonly BackendPolicy[];
  readonly namespaces: readonly Namespace[];
  readonly services: readonly Service[];
  readonly endpointslices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
}

/** The objects of every kind as the API server sent them. */
export type RawObjects = Readonly<Record<KindName, readonly unknown[]>>;

/** Collects the objects of every kind. */
export function rawObjects(list: (kind: KindName) => readonly unknown[]): RawObjects {
  return {
    gatewayclasses: list("gatewayclasses"),
    gateways: list("gateways"),
    httproutes: list("httproutes"),
    inferencepools: list("inferencepools"),
    gcproutingextensions: list("gcproutingextensions"),
    healthcheckpolicies: list("healthcheckpolicies"),
    gcpbackendpolicies: list("gcpbackendpolicies"),
    namespaces: list("namespaces"),
    services: list("services"),
    endpointslices: list("endpointslices"),
    pods: list("pods"),
  };
}

/**
 * Parses all objects. One that cannot be parsed is left out and reported in `problems`, so that it never blocks the others.
 */
export function parseSnapshot(raw: RawObjects): { snapshot: Snapshot; problems: readonly string[] } {
  const problems: string[] = [];
  function parse<T>(kind: KindName, schema: z.ZodType<T>): T[] {
    return raw[kind].flatMap((object) => {
      const parsed = schema.safeParse(object);
      if (parsed.success) return [parsed.data];
      problems.push(`${kind}: left out an unreadable object: ${z.prettifyError(parsed.error)}`);
      return [];
    });
  }
  const snapshot: Snapshot = {
    gatewayclasses: parse("gatewayclasses", gatewayClassSchema),
    gateways: parse("gateways", gatewaySchema),
    httproutes: parse("httproutes", httpRouteSchema),
    inferencepools: parse("inferencepools", inferencePoolSchema),
    gcproutingextensions: parse("gcproutingextensions", routingExtensionSchema),
    healthcheckpolicies: parse("healthcheckpolicies", healthCheckPolicySchema),
    gcpbackendpolicies: parse("gcpbackendpolicies", backendPolicySchema),
    namespaces: parse("namespaces", namespaceSchema),
    services: parse("services", serviceSchema),
    endpointslices: parse("endpointslices", endpointSliceSchema),
    pods: parse("pods", podSchema),
  };
  return { snapshot, problems };
}
