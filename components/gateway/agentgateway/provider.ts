import { requestNames } from "../../model/request-names";
import type { GatewayProvider } from "../provider";
import { capabilities } from "./capabilities";
import { charts } from "./charts";
import { checkGateways } from "./check-gateways";
import { checkRouteTimeouts } from "../check-route-timeouts";
import { checkPolicies } from "./check-policies";
import { controllerChartId, gatewayClass, kindsChartId, proxyBudgetName } from "./names";
import { bodyPolicy, modelHeader, modelPolicy } from "./policies";
import { proxyLabels, proxyParameters, proxyParametersRef, proxyWorkload } from "./proxies";
import { readNames } from "./read-names";

/**
 * agentgateway: proxies in the Gateway's namespace, made by a controller that the stack installs. They read bodies themselves, so
 * there is no router and no map of names.
 */
export const agentgateway: GatewayProvider = {
  name: "agentgateway",
  title: "agentgateway",
  needsExistingCluster:
    "the stack makes clusters for the load balancers of their cloud, and this gateway has not been tried in one",
  unusedKeys: ["router", "gateway.proxySubnet"],
  classes: { internal: gatewayClass, public: gatewayClass },
  reservedNames: [kindsChartId, controllerChartId, proxyBudgetName],
  capabilities,
  routing: {
    header: modelHeader,
    requestedNameHeader: modelHeader,
    // The header is the name itself, so that a new model changes no object of another.
    valuesOf: requestNames,
    readNames,
    // Any name is passed on; a body without one has no header.
    unknownValues: ["a name that nobody serves", undefined],
  },
  // It fails open for about half of the requests (seen on 1.2.1), which nobody can rely on.
  endpointPickers: { failureMode: "FailClose", replicas: 2 },
  workloads: (gateway) => [proxyWorkload(gateway)],
  gatewayAdditions: (gateway) => ({ infrastructure: { parametersRef: proxyParametersRef(gateway) } }),
  peers: (gateway) => [{ podSelector: { matchLabels: { ...proxyLabels(gateway) } } }],
  stackObjects: (gateway) => [
    {
      id: "proxy-parameters",
      manifest: proxyParameters(gateway),
      beforeGateway: "the proxies are made with them",
    },
    {
      id: "model-from-body",
      manifest: modelPolicy(gateway),
      beforeGateway: "a client must not choose its model or its pod, not even for a moment",
    },
    {
      id: "request-bodies",
      manifest: bodyPolicy(gateway),
      beforeGateway: "without it long requests are a 404",
    },
  ],
  modelObjects: () => [],
  poolObjects: () => [],
  helmCharts: charts,
  checkModels: () => [],
  checks: [checkPolicies, checkGateways, checkRouteTimeouts],
  // It runs on nodes of the cluster.
  cost: () => undefined,
};
