import type { HelmChartProps } from "../../plan/helm-chart";
import { routerRequest } from "../../objects/pod-requests";
import type { GatewayProvider, GatewayStack, GatewayWorkload, ModelObject } from "../provider";
import {
  bodyBasedRouterHelmChart,
  routerMapConfigMap,
  routerName,
  routerPodLabels,
  routerPorts,
} from "../body-based-router/body-based-router";
import { checkRouterMaps } from "../body-based-router/check-router-maps";
import { routerRouting } from "../body-based-router/router-routing";
import { capabilities } from "./capabilities";
import { checkGateways } from "./check-gateways";
import { checkPolicies } from "./check-policies";
import { checkRouteFeatures } from "./check-route-features";
import { gatewayClasses } from "./classes";
import { gatewayCost } from "./cost";
import { backendPolicy, healthPolicy, serviceBackendPolicy, serviceHealthPolicy } from "./policies";
import { checkUrlMap } from "./url-map";

/** Where Google's load balancers send health checks from. Source: cloud.google.com/load-balancing/docs/health-checks, 2026. */
const healthCheckRanges = ["35.191.0.0/16", "130.211.0.0/22"];

const router: GatewayWorkload = {
  id: "router",
  name: routerName,
  podLabels: routerPodLabels,
  request: routerRequest,
  ports: { gateway: [routerPorts.callout, routerPorts.health], metrics: [routerPorts.metrics], clients: [] },
};

const afterPool: ModelObject["after"] = [
  { part: "pool", because: "a policy that is created before its target is not attached" },
];

/**
 * Google Kubernetes Engine's gateways: regional Application Load Balancers. They cannot read a body, so BBR reads it as a
 * routing extension, with a map in ConfigMaps.
 */
export const gke: GatewayProvider = {
  name: "gke",
  title: "GKE",
  needsExistingCluster: undefined,
  unusedKeys: [],
  classes: gatewayClasses,
  // BBR's folder, and its health policy.
  reservedNames: [routerName, "bbr-healthcheck"],
  capabilities,
  routing: {
    ...routerRouting,
    // BBR sets the header to an empty string for an unknown name.
    unknownValues: [""],
  },
  gatewayAdditions: () => ({}),
  // All endpoints of a pool serve the same model, so any of them will do while the picker is unavailable.
  endpointPickers: { failureMode: "FailOpen", replicas: 1 },
  workloads: () => [router],
  peers: ({ proxySubnet }) => [proxySubnet, ...healthCheckRanges].map((cidr) => ({ ipBlock: { cidr } })),
  stackObjects: () => [],
  modelObjects: (model) => [{ id: "router-map", manifest: routerMapConfigMap(model), after: [] }],
  poolObjects: (variant) => [
    { id: "health-policy", manifest: healthPolicy(variant), after: afterPool },
    { id: "backend-policy", manifest: backendPolicy(variant), after: afterPool },
  ],
  serviceObjects: (service) => [
    { id: "health-policy", manifest: serviceHealthPolicy(service) },
    { id: "backend-policy", manifest: serviceBackendPolicy(service) },
  ],
  helmCharts: [{ id: routerName, component: "BodyBasedRouter", helm: routerHelm }],
  checkModels: checkUrlMap,
  checks: [checkPolicies, checkRouteFeatures, checkGateways, checkRouterMaps],
  cost: gatewayCost,
};

function routerHelm({ gateway, models, replicas }: GatewayStack): HelmChartProps {
  const { name: gatewayName, namespace } = gateway;
  return bodyBasedRouterHelmChart({ namespace, gatewayName, replicas, models }, "gke");
}
