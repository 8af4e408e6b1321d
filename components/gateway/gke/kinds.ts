/**
 * The kinds of GKE's gateway that a model needs, typed from the facts of its API (`networking.gke.io/v1`). They are
 * written by hand because Google publishes no package of them.
 */
import type { ApiObjectMetadata } from "cdk8s";
import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { Exposure } from "../gateway-props";

const apiVersion = "networking.gke.io/v1";

/** What a policy applies to: an object of the policy's own namespace. */
export interface PolicyTargetRef {
  readonly group: string;
  readonly kind: "InferencePool" | "Service";
  readonly name: string;
}

export interface HealthCheckPolicyProps {
  /** Name, namespace and labels. */
  readonly metadata: ApiObjectMetadata;
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
          /** Legal only with `portSpecification: USE_FIXED_PORT`. */
          readonly port: number;
          readonly portSpecification: "USE_FIXED_PORT";
        };
      };
    };
  };
}

/** How the load balancer finds out which endpoints of a pool are alive. Without one it asks for `/`, a 404 on vLLM. */
export class HealthCheckPolicy extends ApiObject {
  public constructor(scope: Construct, id: string, props: HealthCheckPolicyProps) {
    super(scope, id, { apiVersion, kind: "HealthCheckPolicy", ...props });
  }
}

export interface GCPBackendPolicyProps {
  /** Name, namespace and labels. */
  readonly metadata: ApiObjectMetadata;
  /** Which pool is waited for, and how long. */
  readonly spec: {
    readonly targetRef: PolicyTargetRef;
    readonly default: {
      /** Longest time for a whole answer, in seconds; 30 without a policy. */
      readonly timeoutSec: number;
      readonly connectionDraining: { readonly drainingTimeoutSec: number };
    };
  };
}

/** How long the load balancer waits for a pool. GKE refuses `timeouts` in an HTTPRoute; this is where they go. */
export class GCPBackendPolicy extends ApiObject {
  public constructor(scope: Construct, id: string, props: GCPBackendPolicyProps) {
    super(scope, id, { apiVersion, kind: "GCPBackendPolicy", ...props });
  }
}

/** Gateway classes whose load balancers can run BBR; the global ones cannot call a routing extension. */
export const gatewayClasses: Readonly<Record<Exposure, string>> = {
  internal: "gke-l7-rilb",
  public: "gke-l7-regional-external-managed",
};
