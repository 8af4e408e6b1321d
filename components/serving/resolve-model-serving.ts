import { accelerator } from "../accelerators/table";
import { images } from "../versions";
import type { ModelServingProps, ModelServingSpec } from "./model-serving-props";
import { objectName } from "./names";

/** What a model gets where neither its entry nor its stack says otherwise. */
export const modelServingDefaults = {
  namespace: "switchyard",
  gatewayName: "inference-gateway",
  replicas: 1,
  requestTimeoutSec: 300,
  startupTimeoutSec: { gpu: 600, tpu: 900 },
  image: { gpu: images.vllmGpu, tpu: images.vllmTpu },
  huggingFaceTokenKey: "token",
} as const;

/** Fills in every default. The result depends on nothing but the props. */
export function resolveModelServing(props: ModelServingProps): ModelServingSpec {
  const defaults = modelServingDefaults;
  const { kind } = accelerator(props.accelerator);
  const token = props.huggingFaceToken;
  return {
    model: props.model,
    accelerator: props.accelerator,
    gpuSharing: props.gpuSharing,
    name: props.name ?? objectName(props.model),
    namespace: props.namespace ?? defaults.namespace,
    gatewayName: props.gatewayName ?? defaults.gatewayName,
    replicas: props.replicas ?? defaults.replicas,
    maxModelLen: props.maxModelLen,
    requestTimeoutSec: props.requestTimeoutSec ?? defaults.requestTimeoutSec,
    startupTimeoutSec: props.startupTimeoutSec ?? defaults.startupTimeoutSec[kind],
    adapters: props.adapters ?? [],
    huggingFaceToken: token && {
      secretName: token.secretName,
      key: token.key ?? defaults.huggingFaceTokenKey,
    },
    image: props.image ?? defaults.image[kind],
    extraArgs: props.extraArgs ?? [],
  };
}
