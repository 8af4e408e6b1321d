import { accelerator } from "../accelerators/table";
import { images } from "../versions";
import { taskOfName } from "./known-tasks";
import type { ModelServingProps, ModelServingSpec } from "./model-serving-props";
import { objectName } from "./names";
import { resolveProbes } from "./probes";
import { resolveScaling } from "./scaling";

/** What a model gets where neither its entry nor its stack says otherwise. */
export const modelServingDefaults = {
  namespace: "switchyard",
  gatewayName: "inference-gateway",
  replicas: 1,
  task: "generate",
  requestTimeoutSec: 300,
  startupTimeoutSec: { gpu: 600, tpu: 900 },
  image: { gpu: images.vllmGpu, tpu: images.vllmTpu },
  huggingFaceTokenKey: "token",
} as const;

/** Fills in every default. The result depends on nothing but the props. */
export function resolveModelServing(props: ModelServingProps): ModelServingSpec {
  const defaults = modelServingDefaults;
  const { kind, chips } = accelerator(props.accelerator);
  const token = props.huggingFaceToken;
  const { model, accelerator: acceleratorName } = props;
  const replicas = props.replicas ?? defaults.replicas;
  const startupTimeoutSec = props.startupTimeoutSec ?? defaults.startupTimeoutSec[kind];
  const coldStart = { model, accelerator: acceleratorName, startupTimeoutSec };
  return {
    model,
    task: props.task ?? taskOfName(props.model) ?? defaults.task,
    accelerator: acceleratorName,
    gpuSharing: props.gpuSharing,
    name: props.name ?? objectName(props.model),
    namespace: props.namespace ?? defaults.namespace,
    gatewayName: props.gatewayName ?? defaults.gatewayName,
    replicas,
    // A parked model is parked by hand: nothing wakes it.
    scaling:
      props.scaling === undefined || replicas === 0
        ? undefined
        : resolveScaling(props.scaling, replicas, coldStart),
    maxModelLen: props.maxModelLen,
    tensorParallelSize: props.tensorParallelSize ?? chips,
    weightsGiB: props.weightsGiB,
    requestTimeoutSec: props.requestTimeoutSec ?? defaults.requestTimeoutSec,
    startupTimeoutSec,
    adapters: props.adapters ?? [],
    huggingFaceToken: token && {
      secretName: token.secretName,
      key: token.key ?? defaults.huggingFaceTokenKey,
    },
    image: props.image ?? defaults.image[kind],
    probes: resolveProbes(props.probes),
    env: props.env ?? {},
    extraArgs: props.extraArgs ?? [],
  };
}
