import { routerRequest } from "../../objects/pod-requests";
import {
  routerMapConfigMap,
  routerName,
  routerPodLabels,
  routerPorts,
} from "../body-based-router/body-based-router";
import { checkRouterMaps } from "../body-based-router/check-router-maps";
import { routerRouting } from "../body-based-router/router-routing";
import type { GatewayProvider, GatewayWorkload } from "../provider";
import { capabilities } from "./capabilities";
import { checkClientHeaders } from "./check-client-headers";
import { checkGateways } from "./check-gateways";
import { checkPickerTrust } from "./check-picker-trust";
import { checkRouteTimeouts } from "../check-route-timeouts";
import { clientHeaders } from "./client-headers";
import { gatewayAnnotations, gatewayClass } from "./gateway-class";
import { pickerTrust } from "./picker-trust";
import { proxies, proxiesName, proxyLabels } from "./proxies";
import { proxyOptions, proxyInfrastructure } from "./proxy-options";
import { routerHelmChart } from "./router-chart";

/** Its health is asked by its own node alone, which no policy stops. */
const router: GatewayWorkload = {
  id: "router",
  name: routerName,
  podLabels: routerPodLabels,
  request: routerRequest,
  ports: { gateway: [routerPorts.callout], metrics: [routerPorts.metrics], clients: [] },
};

/**
 * Istio's gateways: Envoys in the stack's own namespace, which istiod creates and configures. They cannot read a body, so BBR reads
 * it in front of all other filters, with a map in ConfigMaps.
 */
export const istio: GatewayProvider = {
  name: "istio",
  title: "Istio",
  needsExistingCluster: "Istio must be installed first, with its support of InferencePools switched on",
  unusedKeys: ["gateway.proxySubnet"],
  classes: { internal: gatewayClass, public: gatewayClass },
  reservedNames: [routerName, proxiesName],
  capabilities,
  routing: {
    ...routerRouting,
    // BBR sets the header to an empty string for an unknown name, and not at all for a body without one.
    unknownValues: ["", undefined],
  },
  // All endpoints of a pool serve the same model, so any of them will do while the picker is unavailable.
  endpointPickers: { failureMode: "FailOpen", replicas: 1 },
  gatewayAdditions: (gateway) => ({
    annotations: gatewayAnnotations(gateway),
    infrastructure: proxyInfrastructure,
  }),
  workloads: (gateway) => [router, proxies(gateway)],
  peers: (gateway) => [{ podSelector: { matchLabels: proxyLabels(gateway) } }],
  stackObjects: (gateway) => [
    {
      id: "proxy-options",
      manifest: proxyOptions(gateway),
      beforeGateway: "istiod refuses a Gateway whose options it does not find",
    },
    {
      id: "client-headers",
      manifest: clientHeaders(gateway),
      afterGateway: "it changes the proxies of the Gateway",
    },
  ],
  modelObjects: (model) => [{ id: "router-map", manifest: routerMapConfigMap(model), after: [] }],
  poolObjects: (variant) => [{ id: "picker-trust", manifest: pickerTrust(variant), after: [] }],
  helmCharts: [
    {
      id: routerName,
      component: "BodyBasedRouter",
      helm: ({ gateway: { name: gatewayName, namespace }, models, replicas }) =>
        routerHelmChart({ namespace, gatewayName, replicas, models }),
    },
  ],
  // Its proxies have no limit that models share.
  checkModels: () => [],
  checks: [checkGateways, checkPickerTrust, checkClientHeaders, checkRouteTimeouts, checkRouterMaps],
  // It runs on the nodes of the cluster.
  cost: () => undefined,
};
