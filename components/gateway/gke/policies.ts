import type { ModelServingSpec } from "../../model/model-serving-props";
import { commonLabels } from "../../objects/labels";
import { backendTimeoutSec } from "../../scaling/resolve-scaling";
import { modelServerHealthPath } from "../../vllm/health-path";
import { modelServerPort } from "../../vllm/server-port";
import type { BackendService, ProviderManifest } from "../provider";
import { loadBalancerCheck } from "./load-balancer-check";
import { gcpBackendPolicy, healthCheckPolicy } from "./kinds";
import type { PolicyTargetRef } from "./kinds";

const poolGroup = "inference.networking.k8s.io";

function poolRef({ name }: ModelServingSpec): PolicyTargetRef {
  return { group: poolGroup, kind: "InferencePool", name };
}

/** Checks whether the model of a pool's pods is loaded. */
export function healthPolicy(spec: ModelServingSpec): ProviderManifest {
  return healthCheckPolicy({
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      labels: commonLabels("health-policy", spec.name),
    },
    spec: {
      targetRef: poolRef(spec),
      default: {
        ...loadBalancerCheck(spec.probes.readiness),
        config: {
          type: "HTTP",
          httpHealthCheck: {
            requestPath: modelServerHealthPath,
            port: modelServerPort,
            portSpecification: "USE_FIXED_PORT",
          },
        },
      },
    },
  });
}

/** Allows as much time as the model may take. */
export function backendPolicy(spec: ModelServingSpec): ProviderManifest {
  return gcpBackendPolicy({
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      labels: commonLabels("backend-policy", spec.name),
    },
    spec: {
      targetRef: poolRef(spec),
      default: { timeoutSec: backendTimeoutSec(spec), connectionDraining: { drainingTimeoutSec: 60 } },
    },
  });
}

function serviceRef({ name }: BackendService): PolicyTargetRef {
  return { group: "", kind: "Service", name };
}

/** Checks a Service's pods at their own path; without a policy that would be `/`. */
export function serviceHealthPolicy(service: BackendService): ProviderManifest {
  const { name, namespace, port, healthPath } = service;
  return healthCheckPolicy({
    metadata: { name, namespace, labels: commonLabels("health-policy") },
    spec: {
      targetRef: serviceRef(service),
      default: {
        ...loadBalancerCheck({ periodSec: 5, timeoutSec: 2, failureThreshold: 2 }),
        config: {
          type: "HTTP",
          httpHealthCheck: { requestPath: healthPath, port, portSpecification: "USE_FIXED_PORT" },
        },
      },
    },
  });
}

/** A Service that answers by itself does so at once. */
export function serviceBackendPolicy(service: BackendService): ProviderManifest {
  const { name, namespace } = service;
  return gcpBackendPolicy({
    metadata: { name, namespace, labels: commonLabels("backend-policy") },
    spec: {
      targetRef: serviceRef(service),
      default: { timeoutSec: 10, connectionDraining: { drainingTimeoutSec: 10 } },
    },
  });
}
