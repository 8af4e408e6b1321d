import { endpointPickerPorts } from "../../endpoint-picker/endpoint-picker";
import type { ConfigMapTrigger, MetricsTrigger, ScaledObjectProps } from "./kinds";
import { commonLabels } from "../../objects/labels";
import { metricsReader } from "./metrics-access";
import type { ModelServingSpec } from "../../model/model-serving-props";
import { endpointPickerName } from "../../model/names";
import { requestNames } from "../../model/request-names";
import type { ScalingSpec } from "../scaling-props";
import { fixedReplicasKey, fixedReplicasName } from "../fixed-replicas";
import { taskTraits } from "../../model/task";

/** Each poll costs a picker one answer; a request to a model without a pod waits up to this long for it. */
export const pollingIntervalSec = 2;

/** Requests per replica before another one is added. vLLM batches many more, but slows down with each. */
const requestsPerReplica = 32;

/** Running and waiting are averages of the pods. */
const inModelServers = "(ready ?? 0) * ((running ?? 0) + (waiting ?? 0))";

/** A fixed replica counts as fully loaded. */
const inFixedReplicas = `(fixed ?? 0) * ${requestsPerReplica}`;

/** Kubernetes' own limit. */
const longestStabilizationSec = 3600;

/**
 * An endpoint picker's metrics of the model servers of its pool, for all names of the model together. It also counts requests
 * that it has forwarded itself, but only until its gateway has them: an answer that streams for minutes would not count.
 */
const poolFigures = {
  ready: "inference_pool_ready_pods",
  running: "inference_pool_average_running_requests",
  waiting: "inference_pool_average_queue_size",
} as const;

/**
 * Props of the ScaledObject of a model. It scales by requests, as counted by the endpoint picker: those that it holds, and
 * those that model servers process or queue. Replicas that the stack has just set count as well.
 */
export function scaledObject(spec: ModelServingSpec, scaling: ScalingSpec): ScaledObjectProps {
  const { name, namespace } = spec;
  const names = heldNames(spec);
  const held = names.map((served, index) => trigger(spec, `held${index}`, "sum", heldSeries(spec, served)));
  // Two pickers report the same pods.
  const pool = Object.entries(poolFigures).map(([figure, series]) =>
    trigger(spec, figure, "max", `${series}{name="${name}"}`),
  );
  return {
    metadata: { name, namespace, labels: commonLabels("scaler", name) },
    spec: {
      scaleTargetRef: { name },
      pollingInterval: pollingIntervalSec,
      cooldownPeriod: scaling.coolDownSec,
      // Without it a model that has just come up would be scaled down as soon as this object appears.
      initialCooldownPeriod: scaling.coolDownSec,
      minReplicaCount: scaling.minReplicas,
      maxReplicaCount: scaling.maxReplicas,
      // A picker has no metric for a name before its first request, which must not keep the model up forever.
      fallback: { failureThreshold: 0, replicas: 0, behavior: "scalingModifiers" },
      advanced: advanced(
        held.map((figure) => figure.name),
        scaling,
      ),
      triggers: [...held, ...pool, fixedTrigger(spec)],
    },
  };
}

function advanced(
  held: readonly string[],
  { coolDownSec }: ScalingSpec,
): ScaledObjectProps["spec"]["advanced"] {
  return {
    scalingModifiers: {
      formula: [...held.map((figure) => `(${figure} ?? 0)`), inModelServers, inFixedReplicas].join(" + "),
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

/** The names that requests are held under. Requests that the picker forwards unread have none. */
function heldNames(spec: ModelServingSpec): readonly string[] {
  return taskTraits[spec.task].parser === "passthrough-parser" ? [""] : requestNames(spec);
}

/** KEDA reads the first matching series, so all labels must be given: those of a request without an explicit flow. */
function heldSeries({ name }: ModelServingSpec, served: string): string {
  const labels = { fairness_id: "default-flow", inference_pool: name, model_name: served, priority: "0" };
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return `inference_extension_flow_control_queue_size{${pairs.join(",")}}`;
}

/** Reads whether the stack has turned scaling off for the model. */
function fixedTrigger(spec: ModelServingSpec): ConfigMapTrigger {
  return {
    type: "kubernetes-resource",
    name: "fixed",
    metadata: {
      resourceKind: "ConfigMap",
      resourceName: fixedReplicasName(spec),
      key: fixedReplicasKey,
      targetValue: "1",
    },
  };
}

function trigger(
  spec: ModelServingSpec,
  name: string,
  aggregationType: MetricsTrigger["metadata"]["aggregationType"],
  valueLocation: string,
): MetricsTrigger {
  const host = `${endpointPickerName(spec)}.${spec.namespace}.svc`;
  return {
    type: "metrics-api",
    name,
    metadata: {
      url: `http://${host}:${endpointPickerPorts.metrics}/metrics`,
      // While a picker is replaced there are briefly two, each with its own requests.
      aggregateFromKubeServiceEndpoints: "true",
      aggregationType,
      format: "prometheus",
      valueLocation,
      authMode: "bearer",
    },
    authenticationRef: { name: metricsReader },
  };
}
