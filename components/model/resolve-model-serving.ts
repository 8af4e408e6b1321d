import { defaultStartupTimeoutSec } from "../accelerators/cold-start";
import { defaultMaxModelLen } from "../accelerators/context";
import { replicasPerNode } from "../accelerators/gpu-sharing";
import { accelerator } from "../accelerators/table";
import { gatewayName, namespace } from "../objects/place";
import { images } from "../versions";
import { taskOfName } from "./known-tasks";
import type { ModelServingProps, ModelServingSpec } from "./model-serving-props";
import { objectName } from "./names";
import { resolveProbes } from "./probes";
import { resolveScaling } from "../scaling/resolve-scaling";

/** What a model gets where neither its entry nor its stack says otherwise. */
export const modelServingDefaults = {
  namespace,
  gatewayName,
  replicas: 1,
  consumption: "on-demand",
  task: "generate",
  requestTimeoutSec: 300,
  image: { gpu: images.vllmGpu, tpu: images.vllmTpu },
  huggingFaceTokenKey: "token",
} as const;

/** Fills in every default of a model without variants. The result depends on nothing but the props. */
export function resolveModelServing(props: ModelServingProps): ModelServingSpec {
  const spec = resolveServers(props);
  const { name } = spec;
  return { ...spec, routeName: name, backends: [{ name, weight: 1 }] };
}

function resolveServers(props: ModelServingProps): Omit<ModelServingSpec, "routeName" | "backends"> {
  const defaults = modelServingDefaults;
  const { kind, chips } = accelerator(props.accelerator);
  const token = props.huggingFaceToken;
  const { model, accelerator: acceleratorName } = props;
  const replicas = props.replicas ?? defaults.replicas;
  const coldStart = { model, accelerator: acceleratorName, weightsGiB: props.weightsGiB };
  return {
    model,
    task: props.task ?? taskOfName(props.model) ?? defaults.task,
    accelerator: acceleratorName,
    gpuSharing: props.gpuSharing,
    consumption: props.consumption ?? defaults.consumption,
    name: props.name ?? objectName(props.model),
    namespace: props.namespace ?? defaults.namespace,
    gatewayName: props.gatewayName ?? defaults.gatewayName,
    replicas,
    // A parked model is parked by hand: nothing wakes it.
    scaling:
      props.scaling === undefined || replicas === 0
        ? undefined
        : resolveScaling(props.scaling, replicas, coldStart),
    maxModelLen: props.maxModelLen ?? ownContext(props),
    tensorParallelSize: props.tensorParallelSize ?? chips,
    weightsGiB: props.weightsGiB,
    requestTimeoutSec: props.requestTimeoutSec ?? defaults.requestTimeoutSec,
    startupTimeoutSec: props.startupTimeoutSec ?? defaultStartupTimeoutSec(coldStart),
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

function ownContext(props: ModelServingProps): "auto" | undefined {
  const { accelerator: name, model, weightsGiB, gpuSharing, extraArgs = [] } = props;
  const tensorParallelSize = props.tensorParallelSize ?? accelerator(name).chips;
  const chips = { accelerator: name, tensorParallelSize, replicasPerNode: replicasPerNode(gpuSharing) };
  return defaultMaxModelLen({ model, weightsGiB, extraArgs }, chips);
}
