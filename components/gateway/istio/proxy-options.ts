import { stringify } from "yaml";
import { commonLabels, componentLabel } from "../../objects/labels";
import { spreadAcrossNodes } from "../../objects/spread-across-nodes";
import { terminationGraceSec } from "../../objects/termination";
import type { InferenceGatewaySpec } from "../gateway-props";
import type { GatewayAdditions, ProviderManifest } from "../provider";
import { proxiesName, proxyLabels, proxyReplicas } from "./proxies";

/**
 * How istiod makes the proxies of a Gateway. Without these labels istiod would copy the Gateway's, among them the one by which a
 * tool like Argo CD recognizes its objects: it deletes those that it has not made.
 */
export const proxyInfrastructure = {
  labels: componentLabel(proxiesName),
  parametersRef: { group: "", kind: "ConfigMap", name: proxiesName },
} satisfies GatewayAdditions["infrastructure"];

/**
 * What istiod merges into the Deployment of a Gateway's proxies. Sources: Istio documentation, "Kubernetes Gateway API", on
 * `parametersRef`; istio/istio, `supportedOverlays` in pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go @ 1.31.0.
 */
export function proxyOptions(gateway: Pick<InferenceGatewaySpec, "name" | "namespace">): ProviderManifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: proxiesName,
      namespace: gateway.namespace,
      labels: commonLabels(proxiesName),
    },
    data: { deployment: stringify({ spec: deploymentOptions(gateway) }) },
  };
}

function deploymentOptions(gateway: Pick<InferenceGatewaySpec, "name">): object {
  return {
    replicas: proxyReplicas,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      spec: {
        terminationGracePeriodSeconds: terminationGraceSec,
        // With this, the pods meet the standard `restricted`: istiod leaves the profile to the cluster.
        securityContext: { seccompProfile: { type: "RuntimeDefault" } },
        topologySpreadConstraints: [spreadAcrossNodes(proxyLabels(gateway), "ScheduleAnyway")],
        containers: [
          {
            name: "istio-proxy",
            // By default requests are cut 5 s after the pod starts to terminate. Source: Istio documentation, pilot-agent,
            // EXIT_ON_ZERO_ACTIVE_CONNECTIONS.
            env: [{ name: "EXIT_ON_ZERO_ACTIVE_CONNECTIONS", value: "true" }],
          },
        ],
      },
    },
  };
}
