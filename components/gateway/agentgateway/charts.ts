import type { HelmChartProps } from "../../plan/helm-chart";
import { requestQuantities } from "../../objects/pod-requests";
import { agentgatewayCharts, versions } from "../../versions";
import type { GatewayHelmChart, GatewayStack } from "../provider";
import { controllerChartId, controllerNamespace, kindsChartId } from "./names";

/** The Helm charts of agentgateway: its kinds, then its controller. A cluster has them once. */
export const charts: readonly GatewayHelmChart[] = [
  {
    id: kindsChartId,
    component: "AgentgatewayKinds",
    beforeGateway: "it defines the gateway's own kinds",
    // The controller meets it; its proxies run in the Gateway's namespace.
    newNamespace: { "pod-security.kubernetes.io/enforce": "restricted" },
    helm: kindsChart,
  },
  {
    id: controllerChartId,
    component: "AgentgatewayController",
    beforeGateway: "its controller makes the class and the proxies of the Gateway, and reads its own kinds",
    helm: controllerChart,
  },
];

function kindsChart(): HelmChartProps {
  return {
    source: { kind: "oci", ...agentgatewayCharts.kinds },
    release: kindsChartId,
    namespace: controllerNamespace,
    values: {},
    patches: [],
  };
}

function controllerChart({ gateway }: GatewayStack): HelmChartProps {
  return {
    source: { kind: "oci", ...agentgatewayCharts.controller },
    release: controllerChartId,
    namespace: controllerNamespace,
    values: controllerValues(gateway.namespace),
    patches: [],
  };
}

/** Resource requests of the controller, which watches and mostly waits. */
const controllerRequest = { cpuMilli: 100, memoryMiB: 128 };

/**
 * Values of the controller's chart. Its container is without privileges anyway.
 * Source: controller/install/helm/agentgateway/values.yaml @ agentgateway v1.2.1.
 */
function controllerValues(namespace: string) {
  return {
    // Also the tag of the proxies' image.
    image: { tag: versions.agentgateway, pullPolicy: "IfNotPresent" },
    // Off by default, and then a route to an InferencePool leads nowhere.
    inferenceExtension: { enabled: true },
    controller: {
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: 1 },
      // The proxies' configuration is encrypted on its way.
      xds: { mode: "tls" },
    },
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    resources: { requests: requestQuantities(controllerRequest), limits: { memory: "512Mi" } },
    // It reads objects of no other namespace: its own has the certificate that proxies trust.
    discoveryNamespaceSelectors: [
      {
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "In",
            values: [namespace, controllerNamespace],
          },
        ],
      },
    ],
  };
}
