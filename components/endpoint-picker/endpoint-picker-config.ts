import type { k8s } from "cdk8s-plus-28";
import { stringify } from "yaml";
import { commonLabels } from "../objects/labels";
import type { ModelServingSpec } from "../model/model-serving-props";
import { endpointPickerName } from "../model/names";
import type { ScalingSpec } from "../scaling/scaling-props";
import { taskTraits } from "../model/task";
import type { RequestParser } from "../model/task";

/** The identity and the configuration that all endpoint pickers of a namespace share, by name. */
export const sharedPickerName = "endpoint-picker";

/** Name of the configuration's file, in its ConfigMap and in its volume. */
export const endpointPickerConfigFile = "endpoint-picker.yaml";

/** Scorers for every request: few waiting requests, and free KV cache. */
const loadScorers = { "queue-scorer": 2, "kv-cache-utilization-scorer": 2 } as const;

/** Scorers for requests that the picker has read: the prompt's prefix, and the adapter. */
const bodyScorers = { "prefix-cache-scorer": 3, "lora-affinity-scorer": 1 } as const;

/** The parser of a picker whose configuration names none. */
const defaultParser: RequestParser = "openai-parser";

/**
 * How a pool's endpoint is chosen: few waiting requests, free KV cache, and most of all the replica that has seen the
 * prompt's beginning. Each request is scored by all three; LoRA pools also prefer a replica that has the adapter loaded.
 *
 * @param scaling of a model that may have no pod: its requests are then held back, up to a limit.
 * @param parser of the bodies. Unread bodies have no prompt and no adapter to score.
 */
export function endpointPickerConfig(scaling?: ScalingSpec, parser: RequestParser = defaultParser): string {
  const key = JSON.stringify([parser, scaling && { ...scaling.queue, holdSec: scaling.holdSec }]);
  const text = written.get(key) ?? writeConfig(scaling, parser);
  written.set(key, text);
  return text;
}

/** Texts by their inputs: most models share one, and serializing it is the slowest part of rendering a picker. */
const written = new Map<string, string>();

function writeConfig(scaling: ScalingSpec | undefined, parser: RequestParser): string {
  const reads = parser === defaultParser;
  const scorers = { ...loadScorers, ...(reads && bodyScorers) };
  const plugins = [...Object.keys(scorers), ...(reads ? [] : [parser])];
  return stringify({
    apiVersion: "inference.networking.x-k8s.io/v1alpha1",
    kind: "EndpointPickerConfig",
    ...(scaling && { featureGates: ["flowControl"] }),
    plugins: plugins.map((type) => ({ type })),
    schedulingProfiles: [
      {
        name: "default",
        plugins: Object.entries(scorers).map(([pluginRef, weight]) => ({ pluginRef, weight })),
      },
    ],
    ...(!reads && { parser: { pluginRef: parser } }),
    ...(scaling && { flowControl: flowControl(scaling) }),
  });
}

function flowControl(scaling: ScalingSpec) {
  const { maxRequests, maxMiB } = scaling.queue;
  // Numbers are Kubernetes quantities, which are strings.
  const limits = { maxRequests: String(maxRequests), maxBytes: `${maxMiB}Mi` };
  return {
    ...limits,
    // The band's own limits apply first; their defaults are 1 GB and 5000 requests.
    defaultPriorityBand: limits,
    // Without it a request waits for as long as its client does.
    defaultRequestTTL: `${scaling.holdSec}s`,
  };
}

/** What determines whether a model's endpoint picker has its own configuration, and what is in it. */
export type PickerConfigSpec = Pick<ModelServingSpec, "name" | "scaling" | "task">;

/** Whether a model's endpoint picker differs from the others: it holds requests, or reads other bodies. */
export function hasOwnPickerConfig({ scaling, task }: PickerConfigSpec): boolean {
  return scaling !== undefined || taskTraits[task].parser !== defaultParser;
}

/** Name of the ConfigMap that a model's endpoint picker reads: those without special needs share one. */
export function endpointPickerConfigName(spec: PickerConfigSpec): string {
  return hasOwnPickerConfig(spec) ? endpointPickerName(spec) : sharedPickerName;
}

/** The configuration that a model's endpoint picker reads. */
export function endpointPickerConfigOf({ scaling, task }: PickerConfigSpec): string {
  return endpointPickerConfig(scaling, taskTraits[task].parser);
}

/** Props of the ConfigMap that holds the shared configuration. */
export function endpointPickerConfigMap(namespace: string): k8s.KubeConfigMapProps {
  return {
    metadata: { name: sharedPickerName, namespace, labels: commonLabels("endpoint-picker") },
    data: { [endpointPickerConfigFile]: endpointPickerConfig() },
  };
}

/** Props of the ConfigMap of a model whose endpoint picker differs from the others. */
export function ownPickerConfigMap(
  spec: PickerConfigSpec & Pick<ModelServingSpec, "namespace">,
): k8s.KubeConfigMapProps {
  return {
    metadata: {
      name: endpointPickerName(spec),
      namespace: spec.namespace,
      labels: commonLabels("endpoint-picker", spec.name),
    },
    data: { [endpointPickerConfigFile]: endpointPickerConfigOf(spec) },
  };
}
