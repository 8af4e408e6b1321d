import { stringify } from "yaml";
import { bodyBasedRouterChart, images } from "../../versions";
import type { DeploymentPatch } from "../../objects/deployment-patch";
import { fingerprint } from "../../objects/fingerprint";
import { commonLabels, configDigestAnnotation } from "../../objects/labels";
import type { ModelServingSpec } from "../../model/model-serving-props";
import { otherNames } from "../../model/request-names";
import type { HelmChartProps } from "../../plan/helm-chart";
import { requestQuantities, routerRequest } from "../../objects/pod-requests";
import type { ProviderManifest } from "../provider";
import type { BodyBasedRouterSpec } from "./router-props";
import { logStorage, restrictedContainer, restrictedPod } from "../../objects/pod-security";
import { spreadAcrossNodes } from "../../objects/spread-across-nodes";

export { resolveBodyBasedRouter } from "./router-props";
export type { BodyBasedRouterProps, BodyBasedRouterSpec } from "./router-props";

/** The header that BBR sets to the base model of the requested name, and that every route matches. */
export const routingHeader = "X-Gateway-Base-Model-Name";

/**
 * The header that BBR sets to the requested name, known or not, where a body has one. Source:
 * config/charts/body-based-routing/values.yaml, plugin `model-extractor` @ gateway-api-inference-extension v1.5.0.
 */
export const requestedNameHeader = "X-Gateway-Model-Name";

/** Name of BBR's Deployment, Service and routing extension, and of its pods' `app` label. */
export const routerName = "body-based-router";

/** Label that the chart gives to BBR's pods. */
export const routerPodLabels = { app: routerName } as const;

/** Ports of BBR: callouts of the gateway, gRPC health, metrics. */
export const routerPorts = { callout: 9004, health: 9005, metrics: 9090 } as const;

/** Name of the Helm release; the chart appends it to the names of BBR's account and Role. */
const routerRelease = "bbr";

/** The label by which BBR finds the ConfigMaps of its map, and the value that it must have. */
export const routerMapMarker = { label: "inference.networking.k8s.io/bbr-managed", value: "true" } as const;

/** Labels of such a ConfigMap; the second is the one of BBR's successor in llm-d. */
const routerMapLabels = {
  [routerMapMarker.label]: routerMapMarker.value,
  "inference.llm-d.ai/ipp-managed": "true",
};

/** Name of the ConfigMap of {@link routerMapConfigMap}, which all variants of a model share. */
function routerMapName({ routeName, model }: Pick<ModelServingSpec, "routeName" | "model">): string {
  return `${routeName}-${fingerprint(model)}`;
}

/** A part of BBR's map. */
interface RouterMap extends ProviderManifest {
  readonly data: Readonly<Record<string, string>>;
}

/**
 * The ConfigMap with the names of a model, for BBR. BBR registers a base model only when its ConfigMap appears, never
 * when it is edited, so the ConfigMap's name is derived from the base model: another model is another ConfigMap.
 */
export function routerMapConfigMap(spec: ModelServingSpec): RouterMap {
  // BBR knows no aliases: to it, an adapter is another name of a base model, and it leaves the body as it is.
  const adapters = otherNames(spec);
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: routerMapName(spec),
      namespace: spec.namespace,
      labels: { ...commonLabels("router-map", spec.routeName), ...routerMapLabels },
    },
    data: {
      baseModel: spec.model,
      ...(adapters.length === 0 ? {} : { adapters: stringify(adapters) }),
    },
  };
}

/**
 * Kinds of gateway that BBR's chart can attach it to, as it calls them.
 * Source: config/charts/body-based-routing/values.yaml, `provider.name` @ gateway-api-inference-extension v1.5.0.
 */
export type RouterGateway = "gke" | "istio";

/** BBR's Helm chart, patched where it has no value. */
export function bodyBasedRouterHelmChart(spec: BodyBasedRouterSpec, gateway: RouterGateway): HelmChartProps {
  return {
    source: { kind: "oci", ...bodyBasedRouterChart },
    release: routerRelease,
    namespace: spec.namespace,
    lacksNamespaces: true,
    values: bodyBasedRouterValues(spec, gateway),
    patches: [{ kind: "Deployment", patch: routerDeploymentPatch(spec) }],
  };
}

/** Values of BBR's Helm chart. What it has no value for is in {@link routerDeploymentPatch}. */
export function bodyBasedRouterValues(spec: BodyBasedRouterSpec, gateway: RouterGateway) {
  return {
    provider: { name: gateway },
    inferenceGateway: { name: spec.gatewayName },
    bbr: {
      name: routerName,
      replicas: spec.replicas,
      image: { ...images.bodyBasedRouter, pullPolicy: "IfNotPresent" },
      flags: { v: "1" },
    },
  };
}

/**
 * A strategic merge patch of the chart's Deployment, for what the chart has no value for. Containers are matched by name.
 *
 * BBR never forgets an adapter or an alias whose ConfigMap was deleted, and the name would keep leading to its old
 * base model, even if a model of that name were added later. So its pods are replaced when the map of such names changes. Base
 * models do not need this: a new one is registered at once, and a removed one has no route any more.
 */
export function routerDeploymentPatch(spec: BodyBasedRouterSpec) {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: routerName },
    spec: {
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { annotations: { [configDigestAnnotation]: otherNamesDigest(spec.models) } },
        spec: {
          enableServiceLinks: false,
          securityContext: restrictedPod,
          topologySpreadConstraints: [spreadAcrossNodes(routerPodLabels, "DoNotSchedule")],
          containers: [routerContainerPatch],
        },
      },
    },
  } satisfies DeploymentPatch;
}

const healthProbe = { grpc: { port: routerPorts.health } };

const routerContainerPatch = {
  name: "bbr",
  // The chart leaves it to the image.
  command: ["/bbr"],
  // BBR reports health before it generates its key, which takes seconds; only then does its port open. Until then, every
  // request that the gateway hands to it is answered 500.
  startupProbe: { tcpSocket: { port: routerPorts.callout }, periodSeconds: 1, failureThreshold: 120 },
  // The chart has no probe: a pod that has not read its map yet would answer with an empty header, which is a 404.
  readinessProbe: { ...healthProbe, initialDelaySeconds: 1, periodSeconds: 2 },
  livenessProbe: { ...healthProbe, initialDelaySeconds: 10, periodSeconds: 10 },
  resources: {
    requests: { ...requestQuantities(routerRequest), ...logStorage.requests },
    limits: { memory: "512Mi", ...logStorage.limits },
  },
  securityContext: restrictedContainer,
};

function otherNamesDigest(models: BodyBasedRouterSpec["models"]): string {
  const pairs = models.flatMap((model) => otherNames(model).map((name) => `${name}\n${model.model}`));
  // The variants of a model serve the same names.
  return fingerprint([...new Set(pairs)].sort().join("\n\n"), 12);
}
