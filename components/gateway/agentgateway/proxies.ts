import type { InferenceGatewaySpec } from "../gateway-props";
import type { GatewayWorkload, ProviderManifest } from "../provider";
import { serviceTypes } from "../service-types";
import { commonLabels } from "../../objects/labels";
import { requestQuantities } from "../../objects/pod-requests";
import { logStorage } from "../../objects/pod-security";
import { spreadAcrossNodes } from "../../objects/spread-across-nodes";
import { terminationGraceSec } from "../../objects/termination";
import { agentgatewayGroup, agentgatewayParameters, parametersKind } from "./kinds";
import { proxyBudgetName } from "./names";

/** Two, so that one can go. */
const proxyReplicas = 2;

/** A body is in memory while its model is read: 16 MiB of it, at most, for each request at that moment. */
const proxyRequest = { cpuMilli: 250, memoryMiB: 256 };

const proxyMemoryLimit = "1Gi";

/** Connections stay open at least this long, so that clients learn of the new address first; the default. */
const shortestShutdownSec = 10;

/** Port of the proxies' metrics. Source: controller/pkg/helm/agentgateway/templates/deployment.yaml @ agentgateway v1.2.1. */
const metricsPort = 15_020;

/**
 * Ports that a listener cannot have, because the proxies use them: administration, metrics, readiness.
 * Source: `agentGatewayReservedPorts` in controller/pkg/deployer/values_helpers.go @ agentgateway v1.2.1.
 */
export const reservedPorts: readonly number[] = [15_000, metricsPort, 15_021];

/**
 * The label that the controller gives to the proxies of a Gateway. Source: `kgateway.gateway.selectorLabels` in
 * controller/pkg/helm/agentgateway/templates/_helpers.tpl @ agentgateway v1.2.1.
 */
export function proxyLabels({ name }: Pick<InferenceGatewaySpec, "name">): Readonly<Record<string, string>> {
  return { "gateway.networking.k8s.io/gateway-name": name };
}

/** The proxies, which the controller runs in the Gateway's namespace. They listen at the Gateway's own port. */
export function proxyWorkload(gateway: InferenceGatewaySpec): GatewayWorkload {
  return {
    id: "proxy",
    name: proxyBudgetName,
    podLabels: proxyLabels(gateway),
    request: proxyRequest,
    replicas: proxyReplicas,
    ports: { gateway: [], metrics: [metricsPort], clients: [gateway.port] },
  };
}

/** The object that configures the proxies, as the Gateway refers to it. */
export function proxyParametersRef({ name }: Pick<InferenceGatewaySpec, "name">) {
  return { group: agentgatewayGroup, kind: parametersKind, name };
}

/**
 * How the controller makes the proxies: restricted, several, and reachable as the exposure says. Their containers are without
 * privileges anyway; to listen below port 1024 they have a sysctl that every pod may set (the template named above).
 */
export function proxyParameters(gateway: InferenceGatewaySpec): ProviderManifest {
  const { name, namespace, exposure } = gateway;
  return agentgatewayParameters({
    metadata: { name, namespace, labels: commonLabels("gateway-proxy") },
    spec: {
      resources: {
        requests: { ...requestQuantities(proxyRequest), ...logStorage.requests },
        limits: { memory: proxyMemoryLimit, ...logStorage.limits },
      },
      shutdown: { min: shortestShutdownSec, max: terminationGraceSec },
      deployment: { spec: deploymentPatch(gateway) },
      service: { spec: { type: serviceTypes[exposure] } },
    },
  });
}

function deploymentPatch(gateway: InferenceGatewaySpec): object {
  return {
    replicas: proxyReplicas,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      spec: {
        enableServiceLinks: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        topologySpreadConstraints: [spreadAcrossNodes(proxyLabels(gateway), "ScheduleAnyway")],
      },
    },
  };
}
