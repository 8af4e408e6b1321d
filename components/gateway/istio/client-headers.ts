import { commonLabels } from "../../objects/labels";
import type { InferenceGatewaySpec } from "../gateway-props";
import type { ProviderManifest } from "../provider";
import { connectionManagerPatch, envoyFilter } from "./kinds";

/** Name of the EnvoyFilter that removes them. */
export const clientHeadersName = "client-headers";

/**
 * Headers by which BBR, the endpoint pickers and the proxy tell each other where a request goes and how it is queued. Only
 * they may set them. Sources: gateway-api-inference-extension v1.5.0, pkg/epp/metadata/consts.go,
 * pkg/bbr/plugins/bodyfieldtoheader and pkg/bbr/plugins/basemodelextractor.
 */
export const internalHeaders = [
  "x-gateway-base-model-name",
  "x-gateway-model-name",
  "x-gateway-model-name-rewrite",
  "x-gateway-destination-endpoint",
  "x-gateway-destination-endpoint-served",
  "x-gateway-destination-endpoint-subset",
  "x-gateway-inference-fairness-id",
  "x-gateway-inference-objective",
] as const;

/**
 * Removes what a client sends in these headers. BBR sets the routing header only for a body that names a model, and passes
 * on every other request as it is: a client could choose the route, and the pod, by itself.
 *
 * A filter in front of BBR would be too late: Envoy chooses the route before its filters, and chooses again only when one of
 * them asks for it. These mutations come before both ("early_header_mutation_extensions" in Envoy's http_connection_manager.proto;
 * the extension is part of Istio's proxy since 1.22: istio/proxy, bazel/extension_config/extensions_build_config.bzl).
 */
export function clientHeaders({
  name,
  namespace,
}: Pick<InferenceGatewaySpec, "name" | "namespace">): ProviderManifest {
  return envoyFilter({
    metadata: { name: clientHeadersName, namespace, labels: commonLabels("client-headers") },
    spec: {
      targetRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name }],
      configPatches: [
        connectionManagerPatch("NETWORK_FILTER", { operation: "MERGE", value: withoutHeaders }),
      ],
    },
  });
}

const withoutHeaders = {
  typed_config: {
    "@type":
      "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
    early_header_mutation_extensions: [
      {
        name: "envoy.http.early_header_mutation.header_mutation",
        typed_config: {
          "@type":
            "type.googleapis.com/envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation",
          mutations: internalHeaders.map((remove) => ({ remove })),
        },
      },
    ],
  },
};
