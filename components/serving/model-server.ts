import { k8s } from "cdk8s-plus-28";
import { gpuSharingLabels, replicasPerNode } from "../accelerators/gpu-sharing";
import { schedulingOf } from "../accelerators/scheduling";
import { accelerator } from "../accelerators/table";
import type { Accelerator } from "../accelerators/table";
import { commonLabels, modelLabel } from "./labels";
import type { ModelServingSpec } from "./model-serving-props";
import { baselineContainer, baselinePod } from "./pod-security";
import type { ProbeSpec } from "./probes";

/** The port of vLLM: of the container, the pool, the probes and the health policy alike. */
export const modelServerPort = 8000;

/** The path that vLLM answers 200 on once its model is loaded, and not before. */
export const modelServerHealthPath = "/health";

/** Of a node's memory; GKE leaves more than that to pods on every node of the table. */
const memoryLimitShare = 0.8;

/** Of a GPU's memory, for all servers that share it: the rest is left to CUDA, once for each of them. */
const gpuMemoryShare = 0.9;

const startupProbePeriodSec = 2;
const preStopSec = 30;
const terminationGraceSec = 130;

/** Labels of a model's pods that its Deployment and its InferencePool select. They are immutable on a Deployment. */
export function modelServerSelector(spec: ModelServingSpec): Record<string, string> {
  return { [modelLabel]: spec.name };
}

/** Arguments of `vllm serve` that are derived from the spec, followed by the user's own. */
export function modelServerArgs(spec: ModelServingSpec): readonly string[] {
  const row = accelerator(spec.accelerator);
  const withoutBfloat16 = row.kind === "gpu" && !row.bfloat16;
  return [
    // The positional argument of `vllm serve`, which is to lose `--model`.
    spec.model,
    ...["--served-model-name", spec.model],
    ...["--port", String(modelServerPort)],
    ...["--tensor-parallel-size", String(spec.tensorParallelSize)],
    ...(spec.maxModelLen === undefined ? [] : ["--max-model-len", String(spec.maxModelLen)]),
    ...(withoutBfloat16 ? ["--dtype", "half"] : []),
    ...sharingArgs(spec),
    ...loraArgs(spec),
    ...spec.extraArgs,
  ];
}

/** A server that is not told its share of the GPU would take all of it, and the next one would find none. */
function sharingArgs({ gpuSharing }: ModelServingSpec): readonly string[] {
  if (gpuSharing === undefined) return [];
  const hundredths = Math.floor((100 * gpuMemoryShare) / gpuSharing.clientsPerGpu);
  return ["--gpu-memory-utilization", String(hundredths / 100)];
}

function loraArgs({ adapters }: ModelServingSpec): readonly string[] {
  if (adapters.length === 0) return [];
  const modules = adapters.map(({ name, source }) => `${name}=${source}`);
  return ["--enable-lora", "--max-loras", String(adapters.length), "--lora-modules", ...modules];
}

/** Props of the Deployment that runs a model. Each replica takes all accelerators of a node, or its turns on one. */
export function modelServerDeployment(spec: ModelServingSpec): k8s.KubeDeploymentProps {
  const labels = { ...commonLabels("model-server", spec.name), ...modelServerSelector(spec) };
  return {
    metadata: { name: spec.name, namespace: spec.namespace, labels },
    spec: {
      // Said here, every update would take back what the autoscaler has chosen.
      ...(spec.scaling === undefined && { replicas: spec.replicas }),
      selector: { matchLabels: modelServerSelector(spec) },
      // A new pod is ready before an old one goes, so that an update loses no request.
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
  const { nodeLabels, taint } = schedulingOf(accelerator(spec.accelerator));
  return {
    automountServiceAccountToken: false,
    // A Service named `vllm` would inject VLLM_PORT, which vLLM takes for its own setting.
    enableServiceLinks: false,
    nodeSelector: { ...nodeLabels, ...(spec.gpuSharing && gpuSharingLabels(spec.gpuSharing)) },
    tolerations: [{ key: taint.key, operator: "Equal", value: taint.value, effect: taint.effect }],
    terminationGracePeriodSeconds: terminationGraceSec,
    securityContext: baselinePod,
    containers: [container(spec)],
    volumes: [{ name: "shared-memory", emptyDir: { medium: "Memory" } }],
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
    // The TPU image's entrypoint would take the arguments for a command.
    command: ["vllm", "serve"],
    args: [...modelServerArgs(spec)],
    env: environment(spec),
    ports: [{ name: "http", containerPort: modelServerPort }],
    resources: resources(accelerator(spec.accelerator), replicasPerNode(spec.gpuSharing)),
    startupProbe: {
      ...probe,
      periodSeconds: startupProbePeriodSec,
      failureThreshold: Math.ceil(spec.startupTimeoutSec / startupProbePeriodSec),
    },
    readinessProbe: { ...probe, ...probeTimes(spec.probes.readiness) },
    livenessProbe: { ...probe, ...probeTimes(spec.probes.liveness) },
    // The load balancer needs this long to stop sending; requests in flight may then finish.
    lifecycle: { preStop: { exec: { command: ["sleep", String(preStopSec)] } } },
    securityContext: baselineContainer,
    volumeMounts: [{ name: "shared-memory", mountPath: "/dev/shm" }],
  };
}

function probeTimes({ periodSec, timeoutSec, failureThreshold }: ProbeSpec) {
  return { periodSeconds: periodSec, timeoutSeconds: timeoutSec, failureThreshold };
}

function environment({ accelerator: name, huggingFaceToken }: ModelServingSpec): k8s.EnvVar[] {
  const tpu = accelerator(name).kind === "tpu" ? [{ name: "PJRT_DEVICE", value: "TPU" }] : [];
  if (huggingFaceToken === undefined) return tpu;
  const { secretName, key } = huggingFaceToken;
  return [...tpu, { name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: secretName, key } } }];
}

/**
 * All accelerators of a node, and at most half of its processors and memory, so that GKE's own pods fit beside it. Above
 * its limit a server is ended by itself, with `OOMKilled` as the reason; without one the node would suffer. Servers that
 * share a node divide that between them.
 */
function resources(row: Accelerator, serversPerNode: number): k8s.ResourceRequirements {
  const accelerators = { [schedulingOf(row).resource]: k8s.Quantity.fromString(String(row.chips)) };
  const cpuMilli = Math.min(4, Math.floor(row.cpu / 2)) * 1000;
  const memoryGiB = Math.min(16, Math.floor(row.memoryGiB / 2));
  const limitGiB = Math.floor(row.memoryGiB * memoryLimitShare);
  return {
    requests: {
      cpu: k8s.Quantity.fromString(String(Math.floor(cpuMilli / serversPerNode) / 1000)),
      memory: memoryPart(memoryGiB, serversPerNode),
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
