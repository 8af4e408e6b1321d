import { endpointPickerName } from "../../model/endpoint-picker-name";
import type { ModelServingSpec } from "../../model/model-serving-props";
import { commonLabels } from "../../objects/labels";
import type { ProviderManifest } from "../provider";
import { destinationRule } from "./kinds";

/**
 * Lets the proxies call an endpoint picker by TLS without checking its certificate: a picker makes a new one at each start, and
 * no authority signs it. Without the rule they would speak plain text, and every call would fail.
 * Source: gateway-api-inference-extension v1.5.0, config/charts/inferencepool/templates/istio.yaml.
 */
export function pickerTrust(variant: Pick<ModelServingSpec, "name" | "namespace">): ProviderManifest {
  const { name, namespace } = variant;
  const service = endpointPickerName(variant);
  return destinationRule({
    metadata: { name: service, namespace, labels: commonLabels("endpoint-picker", name) },
    spec: {
      host: pickerHost({ service, namespace }),
      trafficPolicy: { tls: { mode: "SIMPLE", insecureSkipVerify: true } },
    },
  });
}

/** The full name of a picker's Service, which is the host of its DestinationRule. */
export function pickerHost({
  service,
  namespace,
}: {
  readonly service: string;
  readonly namespace: string;
}): string {
  return `${service}.${namespace}.svc.cluster.local`;
}
