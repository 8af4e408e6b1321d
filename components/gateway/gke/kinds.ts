/**
 * The kinds of GKE's gateway that a model needs, typed from the facts of its API (`networking.gke.io/v1`). They are
 * written by hand because Google publishes no package of them. Source: GoogleCloudPlatform/gke-gateway-api at fc40d60,
 * config/crd/networking.gke.io_healthcheckpolicies.yaml and networking.gke.io_gcpbackendpolicies.yaml.
 */
import type { ProviderManifest, ProviderMetadata } from "../provider";

const apiVersion = "networking.gke.io/v1";

/** What a policy applies to: an object of the policy's own namespace. */
export interface PolicyTargetRef {
  readonly group: string;
  readonly kind: "InferencePool" | "Service";
  readonly name: string;
}

export interface HealthCheckPolicyProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** Which pool is checked, and how. */
  readonly spec: {
    readonly targetRef: PolicyTargetRef;
    readonly default: {
      /** Time between two checks, in seconds; at least `timeoutSec`. */
      readonly checkIntervalSec: number;
      readonly timeoutSec: number;
      readonly healthyThreshold: number;
      readonly unhealthyThreshold: number;
      readonly config: {
        readonly type: "HTTP";
        readonly httpHealthCheck: {
          readonly requestPath: string;
          /** Legal only with `portSpecification: USE_FIXED_PORT`, by a rule of that definition. */
          readonly port: number;
          readonly portSpecification: "USE_FIXED_PORT";
        };
      };
    };
  };
}

/** How the load balancer checks the endpoints of a pool. Without a policy it requests `/`, which is a 404 on vLLM. */
export function healthCheckPolicy(props: HealthCheckPolicyProps): ProviderManifest {
  return { apiVersion, kind: "HealthCheckPolicy", ...props };
}

export interface GCPBackendPolicyProps {
  /** Name, namespace and labels. */
  readonly metadata: ProviderMetadata;
  /** The pool, and how long its answers may take. */
  readonly spec: {
    readonly targetRef: PolicyTargetRef;
    readonly default: {
      /** Longest time for a whole answer, in seconds; 30 without a policy. */
      readonly timeoutSec: number;
      readonly connectionDraining: { readonly drainingTimeoutSec: number };
    };
  };
}

/** How long the load balancer waits for a pool. GKE refuses `timeouts` in an HTTPRoute; they belong here. */
export function gcpBackendPolicy(props: GCPBackendPolicyProps): ProviderManifest {
  return { apiVersion, kind: "GCPBackendPolicy", ...props };
}
