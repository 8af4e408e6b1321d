import type { InferenceGatewaySpec } from "../gateway-props";
import { listenerName } from "../listener";
import type { ProviderManifest } from "../provider";
import { commonLabels } from "../../objects/labels";
import { agentgatewayPolicy, gatewayTarget } from "./kinds";

/** The header by which routes distinguish models: the name of the model that the body asks for. */
export const modelHeader = "X-Gateway-Model-Name";

/**
 * The model's name in a body, as CEL. If it fails, because the body has no model or is no JSON, the header is removed: a client
 * cannot set it in any case. Source: `apply_header` in crates/agentgateway/src/http/mod.rs @ agentgateway v1.2.1.
 */
export const modelOfBody = "string(json(request.body).model)";

/**
 * Headers by which a client could choose its pod, its place in the queue or another model. The proxies follow the first if no
 * endpoint picker replaces it, and pickers follow the others.
 * Source: pkg/epp/handlers/request.go @ gateway-api-inference-extension v1.5.0.
 */
export const choosingHeaders: readonly string[] = [
  "x-gateway-destination-endpoint",
  "x-gateway-inference-fairness-id",
  "x-gateway-inference-objective",
  "x-gateway-model-name-rewrite",
];

/**
 * The longest body whose model can be read. The default, 2 MiB (crates/agentgateway/src/lib.rs @ agentgateway v1.2.1), is less
 * than a photograph in base64. With 16 MiB, bodies of 15 MiB arrived and those of 17 MiB were a 404, on 1.2.1.
 */
const longestBodyMiB = 16;

/**
 * Sets the routing header from the body. It targets the listener: another policy of this phase for the whole Gateway would
 * otherwise take its place without a word, and every request would be a 404.
 */
export function modelPolicy({ name, namespace }: InferenceGatewaySpec): ProviderManifest {
  return agentgatewayPolicy({
    metadata: { name: "model-from-body", namespace, labels: commonLabels("gateway-policy") },
    spec: {
      targetRefs: [gatewayTarget(name, listenerName)],
      traffic: {
        phase: "PreRouting",
        transformation: {
          request: { set: [{ name: modelHeader, value: modelOfBody }], remove: choosingHeaders },
        },
      },
    },
  });
}

/** Takes bodies that are longer than the default. */
export function bodyPolicy({ name, namespace }: InferenceGatewaySpec): ProviderManifest {
  return agentgatewayPolicy({
    metadata: { name: "request-bodies", namespace, labels: commonLabels("gateway-policy") },
    spec: {
      targetRefs: [gatewayTarget(name)],
      frontend: { http: { maxBufferSize: `${longestBodyMiB}Mi` } },
    },
  });
}
