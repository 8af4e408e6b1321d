import { endpointPickerPorts } from "../../endpoint-picker/endpoint-picker";
import type { ConfigMapTrigger, MetricsTrigger, ScaledObjectProps } from "./kinds";
import { commonLabels } from "../../objects/labels";
import { metricsReader } from "./metrics-access";
import type { ModelServingSpec } from "../../model/model-serving-props";
import { endpointPickerName } from "../../model/names";
import type { ScalingSpec } from "../scaling-props";
import { fixedReplicasKey, fixedReplicasName } from "../fixed-replicas";
import { taskTraits } from "../../model/task";

/** Every look costs a picker one answer, and a request to a model without a pod up to this long. */
export const pollingIntervalSec = 2;

/** Requests that a replica works on before there is another one. vLLM batches many more, but slows down with each. */
const requestsPerReplica = 32;

/** Running and waiting are averages of the pods. */
const inModelServers = "(ready ?? 0) * ((running ?? 0) + (waiting ?? 0))";

/** A replica that stays counts as one that has all it can do. */
const inFixedReplicas = `(fixed ?? 0) * ${requestsPerReplica}`;

/** Kubernetes' own limit. */
const longestStabilizationSec = 3600;

/**
 * What an endpoint picker knows of the model servers of its pool, all names of the model together. It also counts requests
 * that it has passed on itself, but only until its gateway has them: an answer that streams for minutes would be none.
 */
const poolFigures = {
  ready: "inference_pool_ready_pods",
  running: "inference_pool_average_running_requests",
  waiting: "inference_pool_average_queue_size",
} as const;

/**
 * Props of the ScaledObject of a model. What counts are its requests, in the endpoint picker's own figures: those that it
 * holds, and those that model servers work on or have waiting. Replicas that the stack has just set count as well.
 */
export function scaledObject(spec: ModelServingSpec, scaling: ScalingSpec): ScaledObjectProps {
  const { name, namespace } = spec;
  const names = heldNames(spec);
  const held = names.map((served, index) => trigger(spec, `held${index}`, "sum", heldSeries(spec, served)));
  // Two pickers know the same pods.
  const pool = Object.entries(poolFigures).map(([figure, series]) =>
    trigger(spec, figure, "max", `${series}{name="${name}"}`),
  );
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

/** The names that requests are held under. What the picker passes on unread has none. */
function heldNames({ model, adapters, task }: ModelServingSpec): readonly string[] {
  return taskTraits[task].parser === "passthrough-parser"
    ? [""]
    : [model, ...adapters.map(({ name }) => name)];
}

/** KEDA reads the first series that fits, so that all labels must be named: those of a request that names no flow of its own. */
function heldSeries({ name }: ModelServingSpec, served: string): string {
  const labels = { fairness_id: "default-flow", inference_pool: name, model_name: served, priority: "0" };
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value}"`);
  return `inference_extension_flow_control_queue_size{${pairs.join(",")}}`;
}

/** Where the stack says that the model does not scale any more. */
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
      // There are two pickers for a moment when one is replaced, each with requests of its own.
      aggregateFromKubeServiceEndpoints: "true",
      aggregationType,
      format: "prometheus",
      valueLocation,
      authMode: "bearer",
    },
    authenticationRef: { name: metricsReader },
  };
}
