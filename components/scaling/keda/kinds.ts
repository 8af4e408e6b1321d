/**
 * The kinds of KEDA that a model needs, typed from the facts of its API (`keda.sh/v1alpha1`). They are written by hand:
 * the schema of a ScaledObject repeats all of Kubernetes' autoscaling, of which three fields are used. Source:
 * kedacore/keda v2.21.0, apis/keda/v1alpha1/scaledobject_types.go and triggerauthentication_types.go.
 */
import type { ApiObjectMetadata } from "cdk8s";
import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** API group of KEDA's kinds. */
export const kedaApiGroup = "keda.sh";

/** API group and version of KEDA's kinds. */
const kedaApiVersion = `${kedaApiGroup}/v1alpha1`;

/**
 * One metric of a Service. Source: kedacore/keda v2.21.0, pkg/scalers/metrics_api_scaler.go, and
 * pkg/scalers/authentication/authentication_types.go for `authMode`.
 */
export interface MetricsTrigger {
  readonly type: "metrics-api";
  /** Its name in the formula. */
  readonly name: string;
  readonly metadata: {
    readonly url: string;
    /** Reads from every pod behind the Service, not just one. */
    readonly aggregateFromKubeServiceEndpoints: "true";
    /** How the metrics of several pods are combined. */
    readonly aggregationType: "sum" | "max";
    readonly format: "prometheus";
    /** A series: name and labels, which are compared for equality. The first that fits is read. */
    readonly valueLocation: string;
    readonly authMode: "bearer";
  };
  readonly authenticationRef: { readonly name: string };
}

/** One figure in a ConfigMap of the same namespace. Source: kedacore/keda v2.21.0, pkg/scalers/kubernetes_resource_scaler.go. */
export interface ConfigMapTrigger {
  readonly type: "kubernetes-resource";
  /** Its name in the formula. */
  readonly name: string;
  readonly metadata: {
    readonly resourceKind: "ConfigMap";
    readonly resourceName: string;
    readonly key: string;
    /** KEDA requires one, although only the formula's applies. */
    readonly targetValue: string;
  };
}

/** A metric that KEDA reads. */
export type ScaledObjectTrigger = MetricsTrigger | ConfigMapTrigger;

export interface ScaledObjectProps {
  /** Name, namespace and labels. */
  readonly metadata: ApiObjectMetadata;
  /** Which Deployment is scaled, by what, and within which bounds. */
  readonly spec: {
    readonly scaleTargetRef: { readonly name: string };
    /** Polling interval, in seconds. */
    readonly pollingInterval: number;
    /** From a Deployment's last activity to 0, in seconds. */
    readonly cooldownPeriod: number;
    /** The same for one that has not been active yet, from the ScaledObject's creation. */
    readonly initialCooldownPeriod: number;
    readonly minReplicaCount: number;
    readonly maxReplicaCount: number;
    /** The value of an unreadable metric. */
    readonly fallback: {
      readonly failureThreshold: number;
      readonly replicas: number;
      readonly behavior: "scalingModifiers";
    };
    readonly advanced: {
      readonly scalingModifiers: {
        /** Combines all triggers into one metric, in which an unreadable one is nil. */
        readonly formula: string;
        /** Target value of that metric per replica. */
        readonly target: string;
        /** Above it a Deployment has at least one replica. */
        readonly activationTarget: string;
        readonly metricType: "AverageValue";
      };
      readonly horizontalPodAutoscalerConfig: {
        readonly behavior: { readonly scaleDown: { readonly stabilizationWindowSeconds: number } };
      };
    };
    readonly triggers: readonly ScaledObjectTrigger[];
  };
}

/** Scales a Deployment: KEDA itself between 0 and 1, and a HorizontalPodAutoscaler that KEDA makes above that. */
export class ScaledObject extends ApiObject {
  public constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id, { apiVersion: kedaApiVersion, kind: "ScaledObject", ...props });
  }
}

export interface TriggerAuthenticationProps {
  /** Name, namespace and labels. */
  readonly metadata: ApiObjectMetadata;
  /** Where what is shown comes from. */
  readonly spec: {
    /** Parameters of a trigger that come from a Secret of the same namespace. */
    readonly secretTargetRef: readonly {
      readonly parameter: string;
      readonly name: string;
      readonly key: string;
    }[];
  };
}

/** What KEDA shows to whom it asks. */
export class TriggerAuthentication extends ApiObject {
  public constructor(scope: Construct, id: string, props: TriggerAuthenticationProps) {
    super(scope, id, { apiVersion: kedaApiVersion, kind: "TriggerAuthentication", ...props });
  }
}
