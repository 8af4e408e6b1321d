import { endpointPickerPorts } from "./endpoint-picker";
import type { MetricsTrigger, ScaledObjectProps } from "./keda";
import { commonLabels } from "./labels";
import { metricsReader } from "./metrics-access";
import type { ModelServingSpec } from "./model-serving-props";
import { endpointPickerName } from "./names";
import type { ScalingSpec } from "./scaling-props";

/** Every look costs a picker one answer, and a request to a model without a pod up to this long. */
const pollingIntervalSec = 2;

/** Requests that a replica works on before there is another one. vLLM batches many more, but slows down with each. */
const requestsPerReplica = 32;

/** Kubernetes' own limit. */
const longestStabilizationSec = 3600;

/**
 * Props of the ScaledObject of a model. What counts are its requests, in the endpoint picker's own numbers: those that it
 * holds, and those that it has passed on and that are not answered yet.
 */
export function scaledObject(spec: ModelServingSpec, scaling: ScalingSpec): ScaledObjectProps {
  const { name, namespace } = spec;
  const figures = [spec.model, ...spec.adapters.map((adapter) => adapter.name)].map((served, index) => ({
    ...{ held: `held${index}`, running: `running${index}`, served },
  }));
  return {
    metadata: { name, namespace, labels: commonLabels("scaler", name) },
    spec: {
      scaleTargetRef: { name },
      pollingInterval: pollingIntervalSec,
      cooldownPeriod: scaling.coolDownSec,
      // Without it a model that has just come up would go in the moment that this object appears.
      initialCooldownPeriod: scaling.coolDownSec,
      minReplicaCount: scaling.minReplicas,
      maxReplicaCount: scaling.maxReplicas,
      // A picker has no figure of a name before the first request for it, which must not keep the model up for ever.
      fallback: { failureThreshold: 0, replicas: 0, behavior: "scalingModifiers" },
      advanced: advanced(
        figures.flatMap(({ held, running }) => [held, running]),
        scaling,
      ),
      triggers: figures.flatMap(({ held, running, served }) => [
        trigger(spec, held, heldSeries(spec, served)),
        trigger(spec, running, `inference_objective_running_requests{model_name="${served}"}`),
      ]),
    },
  };
}

function advanced(
  figures: readonly string[],
  { coolDownSec }: ScalingSpec,
): ScaledObjectProps["spec"]["advanced"] {
  return {
    scalingModifiers: {
      formula: figures.map((figure) => `(${figure} ?? 0)`).join(" + "),
      target: String(requestsPerReplica),
      activationTarget: "0",
      metricType: "AverageValue",
    },
    horizontalPodAutoscalerConfig: {
      behavior: {
        scaleDown: { stabilizationWindowSeconds: Math.min(coolDownSec, longestStabilizationSec) },
      },
    },
  };
}

/** KEDA reads the first series that fits, so that all labels must be named: those of a request that names no flow of its own. */
function heldSeries({ name }: ModelServingSpec, served: string): string {
  const labels = { fairness_id: "default-flow", inference_pool: name, model_name: served, priority: "0" };
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return `inference_extension_flow_control_queue_size{${pairs.join(",")}}`;
}

function trigger(spec: ModelServingSpec, name: string, valueLocation: string): MetricsTrigger {
  const host = `${endpointPickerName(spec)}.${spec.namespace}.svc`;
  return {
    type: "metrics-api",
    name,
    metadata: {
      url: `http://${host}:${endpointPickerPorts.metrics}/metrics`,
      // There are two pickers for a moment when one is replaced, each with requests of its own.
      aggregateFromKubeServiceEndpoints: "true",
      aggregationType: "sum",
      format: "prometheus",
      valueLocation,
      authMode: "bearer",
    },
    authenticationRef: { name: metricsReader },
  };
}
