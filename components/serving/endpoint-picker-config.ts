import type { k8s } from "cdk8s-plus-28";
import { stringify } from "yaml";
import { commonLabels } from "./labels";
import type { ModelServingSpec } from "./model-serving-props";
import { endpointPickerName } from "./names";
import type { ScalingSpec } from "./scaling-props";

/** The identity and the configuration that all endpoint pickers of a namespace share, by name. */
export const endpointPickerShared = "endpoint-picker";

/** Name of the configuration's file, in its ConfigMap and in its volume. */
export const endpointPickerConfigFile = "endpoint-picker.yaml";

/**
 * How a pool's endpoint is chosen: few waiting requests, free KV cache, and most of all the replica that has seen the
 * prompt's beginning. Each request is scored by all three; LoRA pools also prefer a replica that has the adapter loaded.
 *
 * @param scaling of a model that may have no pod: its requests are then held back, up to a limit.
 */
export function endpointPickerConfig(scaling?: ScalingSpec): string {
  const scorers = {
    "queue-scorer": 2,
    "kv-cache-utilization-scorer": 2,
    "prefix-cache-scorer": 3,
    "lora-affinity-scorer": 1,
  };
  return stringify({
    apiVersion: "inference.networking.x-k8s.io/v1alpha1",
    kind: "EndpointPickerConfig",
    ...(scaling && { featureGates: ["flowControl"] }),
    plugins: Object.keys(scorers).map((type) => ({ type })),
    schedulingProfiles: [
      {
        name: "default",
        plugins: Object.entries(scorers).map(([pluginRef, weight]) => ({ pluginRef, weight })),
      },
    ],
    ...(scaling && { flowControl: flowControl(scaling) }),
  });
}

function flowControl(scaling: ScalingSpec) {
  const { maxRequests, maxMiB } = scaling.queue;
  // Numbers are Kubernetes quantities, which are texts.
  const limits = { maxRequests: String(maxRequests), maxBytes: `${maxMiB}Mi` };
  return {
    ...limits,
    // Its own limits come first, and are 1 GB and 5000 requests.
    defaultPriorityBand: limits,
    // Without it a request waits for as long as its client does.
    defaultRequestTTL: `${scaling.holdSec}s`,
  };
}

/** Name of the ConfigMap that a model's endpoint picker reads: all that hold no requests have the same. */
export function endpointPickerConfigName(spec: Pick<ModelServingSpec, "name" | "scaling">): string {
  return spec.scaling === undefined ? endpointPickerShared : endpointPickerName(spec);
}

/** Props of the ConfigMap that holds the shared configuration. */
export function endpointPickerConfigMap(namespace: string): k8s.KubeConfigMapProps {
  return {
    metadata: { name: endpointPickerShared, namespace, labels: commonLabels("endpoint-picker") },
    data: { [endpointPickerConfigFile]: endpointPickerConfig() },
  };
}

/** Props of the ConfigMap of a model that scales: how much is held, and for how long, is its own. */
export function holdingConfigMap(
  { name, namespace }: Pick<ModelServingSpec, "name" | "namespace">,
  scaling: ScalingSpec,
): k8s.KubeConfigMapProps {
  return {
    metadata: {
      name: endpointPickerName({ name }),
      namespace,
      labels: commonLabels("endpoint-picker", name),
    },
    data: { [endpointPickerConfigFile]: endpointPickerConfig(scaling) },
  };
}
