import { k8s } from "cdk8s-plus-28";
import { replicasPerNode } from "../accelerators/gpu-sharing";
import { serverDiskGiB } from "../accelerators/node-disk";
import { nodeChoice, nodeToleration, schedulingOf } from "../accelerators/scheduling";
import type { NodeExpression } from "../accelerators/scheduling";
import { accelerator } from "../accelerators/table";
import type { Accelerator } from "../accelerators/table";
import { modelServerArgs } from "../vllm/arguments";
import { modelCachePath, modelServerVariables } from "../vllm/environment";
import { modelServerHealthPath } from "../vllm/health-path";
import { modelServerPort } from "../vllm/server-port";
import { commonLabels, modelLabel, taskLabel } from "../objects/labels";
import { terminationGraceSec } from "../objects/termination";
import type { ModelServingSpec } from "./model-serving-props";
import { baselineContainer, baselinePod } from "../objects/pod-security";
import type { ProbeSpec } from "./probes";

/** Share of a node's memory; every node in the table leaves more than that to pods. */
const memoryLimitShare = 0.8;

const startupProbePeriodSec = 2;

/**
 * How long a server keeps running while the load balancer stops sending to it, in seconds. A reclaimed spot node gives its pods
 * 15 seconds in all, whatever their grace period is: with the usual time a server would be killed before it got the signal to
 * stop. Source: Kubernetes Engine's page "Spot VMs" (read 2026-11): 30 seconds of notice, the first 15 for pods that are not the system's.
 */
function preStopSec({ consumption }: ModelServingSpec): number {
  return consumption === "spot" ? 10 : 30;
}

/** Labels of a model's pods that its Deployment and its InferencePool select. They are immutable on a Deployment. */
export function modelServerSelector(spec: ModelServingSpec): Record<string, string> {
  return { [modelLabel]: spec.name };
}

/** Props of the Deployment that runs a model. Each replica uses all accelerators of a node, or shares one. */
export function modelServerDeployment(spec: ModelServingSpec): k8s.KubeDeploymentProps {
  const labels = { ...commonLabels("model-server", spec.name), ...modelServerSelector(spec) };
  return {
    metadata: {
      name: spec.name,
      namespace: spec.namespace,
      labels: { ...labels, [taskLabel]: spec.task },
    },
    spec: {
      // Setting it here would make every update undo the autoscaler.
      ...(spec.scaling === undefined && { replicas: spec.replicas }),
      selector: { matchLabels: modelServerSelector(spec) },
      // A new pod is ready before an old one is removed, so that an update loses no request.
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: {
          maxSurge: k8s.IntOrString.fromNumber(1),
          maxUnavailable: k8s.IntOrString.fromNumber(0),
        },
      },
      progressDeadlineSeconds: spec.startupTimeoutSec + 600,
      template: { metadata: { labels }, spec: podSpec(spec) },
    },
  };
}

function podSpec(spec: ModelServingSpec): k8s.PodSpec {
  const row = accelerator(spec.accelerator);
  const { selector, expressions } = nodeChoice(row, spec.gpuSharing, spec.nodeLabels);
  return {
    automountServiceAccountToken: false,
    // A Service named `vllm` would inject VLLM_PORT, which vLLM reads as its own setting.
    enableServiceLinks: false,
    nodeSelector: { ...selector },
    ...(expressions.length === 0 ? {} : { affinity: { nodeAffinity: onlyNodesWith(expressions) } }),
    tolerations: [nodeToleration(row, spec.nodeLabels)],
    terminationGracePeriodSeconds: terminationGraceSec,
    securityContext: baselinePod,
    containers: [container(spec)],
    volumes: [
      { name: "shared-memory", emptyDir: { medium: "Memory" } },
      // A restarted container finds its weights here and does not download them again.
      { name: "model-cache", emptyDir: {} },
    ],
  };
}

function onlyNodesWith(expressions: readonly NodeExpression[]): k8s.NodeAffinity {
  const matchExpressions = expressions.map((expression) =>
    expression.operator === "In" ? { ...expression, values: [...expression.values] } : expression,
  );
  return {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] },
  };
}

function container(spec: ModelServingSpec): k8s.Container {
  const probe = {
    httpGet: { path: modelServerHealthPath, port: k8s.IntOrString.fromNumber(modelServerPort) },
  };
  return {
    name: "vllm",
    image: spec.image,
    imagePullPolicy: "IfNotPresent",
    // The TPU image's entrypoint would run the arguments as a command.
    command: ["vllm", "serve"],
    args: [...modelServerArgs(spec)],
    env: environment(spec),
    ports: [{ name: "http", containerPort: modelServerPort }],
    resources: resources(spec, accelerator(spec.accelerator), replicasPerNode(spec.gpuSharing)),
    startupProbe: {
      ...probe,
      periodSeconds: startupProbePeriodSec,
      failureThreshold: Math.ceil(spec.startupTimeoutSec / startupProbePeriodSec),
    },
    readinessProbe: { ...probe, ...probeTimes(spec.probes.readiness) },
    livenessProbe: { ...probe, ...probeTimes(spec.probes.liveness) },
    // After that, requests in flight may still finish.
    lifecycle: { preStop: { exec: { command: ["sleep", String(preStopSec(spec))] } } },
    securityContext: baselineContainer,
    volumeMounts: [
      { name: "shared-memory", mountPath: "/dev/shm" },
      { name: "model-cache", mountPath: modelCachePath },
    ],
  };
}

function probeTimes({ periodSec, timeoutSec, failureThreshold }: ProbeSpec) {
  return { periodSeconds: periodSec, timeoutSeconds: timeoutSec, failureThreshold };
}

function environment(spec: ModelServingSpec): k8s.EnvVar[] {
  return modelServerVariables(spec).map(({ name, value }) => {
    if (typeof value === "string") return { name, value };
    const { secretName, key } = value;
    return { name, valueFrom: { secretKeyRef: { name: secretName, key } } };
  });
}

/**
 * All accelerators of a node, and at most half of its processors and memory, so that the node's own pods fit next to it. Above
 * its limit only the server is killed, with `OOMKilled` as the reason; without a limit the node would suffer. Servers that
 * share a node divide that between them.
 */
function resources(
  spec: ModelServingSpec,
  row: Accelerator,
  serversPerNode: number,
): k8s.ResourceRequirements {
  const accelerators = { [schedulingOf(row).resource]: k8s.Quantity.fromString(String(row.chips)) };
  const cpuMilli = Math.min(4, Math.floor(row.cpu / 2)) * 1000;
  const memoryGiB = Math.min(16, Math.floor(row.memoryGiB / 2));
  const limitGiB = Math.floor(row.memoryGiB * memoryLimitShare);
  return {
    requests: {
      cpu: k8s.Quantity.fromString(String(Math.floor(cpuMilli / serversPerNode) / 1000)),
      memory: memoryPart(memoryGiB, serversPerNode),
      // Weights are downloaded to the node's disk. A pod that uses more than it requested is the first to be evicted.
      "ephemeral-storage": k8s.Quantity.fromString(
        `${serverDiskGiB(spec, spec.accelerator, serversPerNode)}Gi`,
      ),
      ...accelerators,
    },
    limits: { memory: memoryPart(limitGiB, serversPerNode), ...accelerators },
  };
}

function memoryPart(memoryGiB: number, parts: number): k8s.Quantity {
  const whole = memoryGiB % parts === 0;
  return k8s.Quantity.fromString(
    whole ? `${memoryGiB / parts}Gi` : `${Math.floor((memoryGiB * 1024) / parts)}Mi`,
  );
}
