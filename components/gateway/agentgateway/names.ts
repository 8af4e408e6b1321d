/** The gateway class that the controller creates. Source: controller/pkg/wellknown/controller.go @ agentgateway v1.2.1. */
export const gatewayClass = "agentgateway";

/** Namespace of the controller. Source: agentgateway.dev/docs/kubernetes, "Install", read 2026-11. */
export const controllerNamespace = "agentgateway-system";

/** Id of the Helm chart with agentgateway's kinds, in a plan. */
export const kindsChartId = "agentgateway-crds";

/** Id of the Helm chart of the controller, in a plan, and name of its release. */
export const controllerChartId = "agentgateway";

/** Name of the disruption budget of the proxies. */
export const proxyBudgetName = "gateway-proxy";
