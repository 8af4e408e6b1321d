/**
 * The kinds of Istio that a stack needs, typed from its CRDs: istio/istio, manifests/charts/base/files/crd-all.gen.yaml
 * @ 1.31.0.
 */
import type { ProviderManifest, ProviderMetadata } from "../provider";

export interface DestinationRuleProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** The Service, and how to connect to it. */
  readonly spec: {
    /** Full name of a Service. */
    readonly host: string;
    /** How proxies connect to it. */
    readonly trafficPolicy: {
      readonly tls: { readonly mode: "SIMPLE"; readonly insecureSkipVerify: boolean };
    };
  };
}

/** How the proxies of the mesh call a Service. Without one, they speak plain text to what is outside of the mesh. */
export function destinationRule(props: DestinationRuleProps): ProviderManifest {
  return { apiVersion: "networking.istio.io/v1", kind: "DestinationRule", ...props };
}

/** The filter in which a gateway's listener handles HTTP. */
export const connectionManager = "envoy.filters.network.http_connection_manager";

/** A change of the configuration that istiod gives to proxies. */
export interface EnvoyConfigPatch {
  readonly applyTo: "HTTP_FILTER" | "NETWORK_FILTER";
  readonly match: {
    readonly context: "GATEWAY";
    readonly listener: {
      readonly filterChain: { readonly filter: { readonly name: typeof connectionManager } };
    };
  };
  readonly patch: { readonly operation: "INSERT_FIRST" | "MERGE"; readonly value: object };
}

/** A change of the filter that handles HTTP, in every listener of a Gateway. */
export function connectionManagerPatch(
  applyTo: EnvoyConfigPatch["applyTo"],
  patch: EnvoyConfigPatch["patch"],
): EnvoyConfigPatch {
  const match = {
    context: "GATEWAY",
    listener: { filterChain: { filter: { name: connectionManager } } },
  } as const;
  return { applyTo, match, patch };
}

export interface EnvoyFilterProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** The proxies, and what is changed in their configuration. */
  readonly spec: {
    /** The Gateway whose proxies are changed. */
    readonly targetRefs: readonly {
      readonly group: "gateway.networking.k8s.io";
      readonly kind: "Gateway";
      readonly name: string;
    }[];
    readonly configPatches: readonly EnvoyConfigPatch[];
  };
}

/** The API of {@link envoyFilter}. */
export const envoyFilterApiVersion = "networking.istio.io/v1alpha3";

/** Changes of what istiod configures in the proxies of a Gateway. */
export function envoyFilter(props: EnvoyFilterProps): ProviderManifest {
  return { apiVersion: envoyFilterApiVersion, kind: "EnvoyFilter", ...props };
}
