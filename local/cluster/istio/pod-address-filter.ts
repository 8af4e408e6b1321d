import type { KubernetesManifest } from "../control-plane/apply-objects";
import { istioNamespace } from "./names";

/**
 * The endpoint picker names its choice by the pod's address in the Kubernetes API, in the metadata of the request. Envoy
 * knows the pods of a laptop by the addresses where they listen, and would pick another one without a word.
 */
const script = `function envoy_on_request(request)
  local metadata = request:streamInfo():dynamicMetadata()
  local key = "x-gateway-destination-endpoint"
  local chosen = (metadata:get("envoy.lb") or {})[key]
  if type(chosen) ~= "string" then return end
  metadata:set("envoy.lb", key, (("," .. chosen):gsub(",%s*10%.", ",127."):sub(2)))
end
`;

/**
 * Corrects the picked address for all proxies of the laptop. In the namespace of istiod an EnvoyFilter applies to the
 * whole mesh. No cluster elsewhere needs it: a stack never has it.
 */
export const podAddressFilter: KubernetesManifest = {
  apiVersion: "networking.istio.io/v1alpha3",
  kind: "EnvoyFilter",
  metadata: { name: "laptop-pod-addresses", namespace: istioNamespace },
  spec: {
    configPatches: [
      {
        applyTo: "HTTP_FILTER",
        match: {
          context: "GATEWAY",
          listener: {
            filterChain: {
              filter: {
                name: "envoy.filters.network.http_connection_manager",
                // Istio's filter that asks the endpoint pickers; that of BBR has another name.
                subFilter: { name: "envoy.filters.http.ext_proc" },
              },
            },
          },
        },
        patch: {
          operation: "INSERT_AFTER",
          value: {
            name: "envoy.filters.http.lua.laptop",
            typed_config: {
              "@type": "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua",
              default_source_code: { inline_string: script },
            },
          },
        },
      },
    ],
  },
};
