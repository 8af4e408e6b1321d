/**
 * The kinds of agentgateway that a gateway needs, typed from the facts of its API (`agentgateway.dev/v1alpha1`). They are written
 * by hand: the schema of a policy has hundreds of fields, of which a handful are used. Source:
 * controller/install/helm/agentgateway-crds/templates @ agentgateway v1.2.1.
 */
import type { ProviderManifest, ProviderMetadata } from "../provider";

/** API group of agentgateway's kinds. */
export const agentgatewayGroup = "agentgateway.dev";

const apiVersion = `${agentgatewayGroup}/v1alpha1`;

/** API group of the Gateway that a policy applies to. */
const gatewayGroup = "gateway.networking.k8s.io";

/** The Gateway that a policy applies to, in the policy's own namespace. */
export interface GatewayTarget {
  readonly group: typeof gatewayGroup;
  readonly kind: "Gateway";
  readonly name: string;
  /** A listener. A policy for one goes before a policy for the whole Gateway. */
  readonly sectionName?: string;
}

/** A header, and the CEL expression of its value. A header whose expression fails is removed. */
export interface HeaderExpression {
  readonly name: string;
  /** CEL, at most 16,384 characters. */
  readonly value: string;
}

/** What happens to a request before its route is chosen. */
export interface PreRoutingTraffic {
  readonly phase: "PreRouting";
  readonly transformation: {
    readonly request: {
      /** At most 16 headers. */
      readonly set: readonly HeaderExpression[];
      /** At most 16 headers. */
      readonly remove: readonly string[];
    };
  };
}

/** What a policy says. One for `frontend` targets a whole Gateway. */
export type PolicySpec =
  | { readonly targetRefs: readonly [GatewayTarget]; readonly traffic: PreRoutingTraffic }
  | {
      readonly targetRefs: readonly [GatewayTarget];
      /** The longest body that is buffered, as a quantity; 2 MiB without it. */
      readonly frontend: { readonly http: { readonly maxBufferSize: string } };
    };

export interface AgentgatewayPolicyProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** What it applies to, and how. */
  readonly spec: PolicySpec;
}

/** How a Gateway treats its requests. */
export function agentgatewayPolicy(props: AgentgatewayPolicyProps): ProviderManifest {
  return { apiVersion, kind: "AgentgatewayPolicy", ...props };
}

/** A Gateway as a policy refers to it. */
export function gatewayTarget(name: string, sectionName?: string): GatewayTarget {
  return { group: gatewayGroup, kind: "Gateway", name, ...(sectionName !== undefined && { sectionName }) };
}

/** Name of the kind that configures proxies. */
export const parametersKind = "AgentgatewayParameters";

export interface AgentgatewayParametersProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** Resources of the proxies, and patches of their objects. */
  readonly spec: {
    readonly resources: {
      readonly requests: Readonly<Record<string, string>>;
      readonly limits: Readonly<Record<string, string>>;
    };
    /** How long connections may go on once a proxy is asked to stop, in seconds. */
    readonly shutdown: { readonly min: number; readonly max: number };
    /** A strategic merge patch of the Deployment. */
    readonly deployment: { readonly spec: object };
    /** A strategic merge patch of the Service. */
    readonly service: { readonly spec: { readonly type: "ClusterIP" | "LoadBalancer" } };
  };
}

/** How the controller makes the proxies of a Gateway. Without it there is one, without resources, open to the internet. */
export function agentgatewayParameters(props: AgentgatewayParametersProps): ProviderManifest {
  return { apiVersion, kind: parametersKind, ...props };
}
