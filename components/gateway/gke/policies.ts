import type { ModelServingSpec } from "../../model/model-serving-props";
import { commonLabels } from "../../objects/labels";
import { backendTimeoutSec } from "../../scaling/resolve-scaling";
import { modelServerHealthPath } from "../../vllm/health-path";
import { modelServerPort } from "../../vllm/server-port";
import type { ProviderManifest } from "../provider";
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
